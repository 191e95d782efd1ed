using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>A linear head that was trained on pooled vectors: vectors to probabilities of classes.</summary>
/// <remarks>Immutable and safe for concurrent use. <b>Source:</b> Cao et al., arXiv 1901.07884 (CORAL); Shi et al., arXiv 2111.08851 (CORN).</remarks>
public sealed class FittedHead
{
    private readonly float[] _weight;
    private readonly float[] _bias;

    internal FittedHead(PoolingTarget target, int width, int classCount, IReadOnlyList<PoolingParameter> parameters)
    {
        Target = target;
        Width = width;
        ClassCount = classCount;
        Parameters = parameters;
        _weight = Find("weight", (target == PoolingTarget.Coral ? 1 : ClassLoss.GetScoreCount(target, classCount)) * width);
        _bias = Find("bias", ClassLoss.GetScoreCount(target, classCount));
    }

    /// <summary>What the classes are to it.</summary>
    public PoolingTarget Target { get; }

    /// <summary>Width K of the vectors.</summary>
    public int Width { get; }

    /// <summary>Number of classes C.</summary>
    public int ClassCount { get; }

    /// <summary>What was learnt.</summary>
    internal IReadOnlyList<PoolingParameter> Parameters { get; }

    /// <summary>Probabilities of the classes.</summary>
    /// <param name="vector">K values.</param>
    /// <param name="probabilities">Receives C values that sum to 1.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Score(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        if (vector.Length != Width || probabilities.Length != ClassCount)
        {
            throw new ArgumentException($"Head: a vector of {Width} values and room for {ClassCount} expected, got {vector.Length} and {probabilities.Length}.", nameof(vector));
        }

        Span<float> scores = stackalloc float[_bias.Length];
        for (int s = 0; s < scores.Length; s++)
        {
            int row = Target == PoolingTarget.Coral ? 0 : s;
            scores[s] = TensorPrimitives.Dot(vector, _weight.AsSpan(row * Width, Width)) + _bias[s];
        }

        if (Target == PoolingTarget.Nominal)
        {
            TensorPrimitives.SoftMax(scores, probabilities);
            return;
        }

        FillOrdinal(scores, probabilities);
    }

    // CORAL's steps are P(above k); CORN's are P(above k, given at least k).
    private void FillOrdinal(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        float reached = 1;
        for (int k = 0; k < scores.Length; k++)
        {
            float step = 1 / (1 + MathF.Exp(-scores[k]));
            float above = Target == PoolingTarget.Corn ? reached * step : MathF.Min(reached, step);
            probabilities[k] = reached - above;
            reached = above;
        }

        probabilities[^1] = reached;
    }

    private float[] Find(string name, int length) =>
        Parameters.FirstOrDefault(p => p.Name == name)?.Values is { } values && values.Length == length
            ? values
            : throw new InvalidDataException($"The saved head does not fit: '{name}' of {length} values expected, got {Parameters.FirstOrDefault(p => p.Name == name)?.Values.Length ?? 0}.");
}
