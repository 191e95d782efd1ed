using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>A fitted map of vectors: subtract the mean, rotate onto components, normalise; each step only where the projection has it.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class FittedProjection
{
    private readonly float[]? _mean;
    private readonly float[]? _components;

    internal FittedProjection(string name, int inputWidth, float[]? mean = null, float[]? components = null, bool normalizes = false, double[]? explainedVariance = null)
    {
        Name = name;
        InputWidth = inputWidth;
        _mean = mean;
        _components = components;
        Normalizes = normalizes;
        ExplainedVariance = explainedVariance ?? [];
        OutputWidth = components is null ? inputWidth : components.Length / inputWidth;
    }

    /// <summary>Short name of the projection.</summary>
    public string Name { get; }

    /// <summary>Width D of the vectors that go in.</summary>
    public int InputWidth { get; }

    /// <summary>Width K of the vectors that come out.</summary>
    public int OutputWidth { get; }

    /// <summary>Whether vectors leave with unit L2 norm.</summary>
    public bool Normalizes { get; }

    /// <summary>The mean that is subtracted, D values; empty without one.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The components, (K, D) row by row; empty without.</summary>
    public ReadOnlySpan<float> Components => _components;

    /// <summary>Variance of each component over the training rows, divisor N - 1; empty where the projection has no components.</summary>
    public IReadOnlyList<double> ExplainedVariance { get; }

    /// <summary>Maps one vector.</summary>
    /// <param name="vector">D values; not changed.</param>
    /// <param name="destination">Receives K values.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        if (vector.Length != InputWidth || destination.Length != OutputWidth)
        {
            throw new ArgumentException($"'{Name}' maps {InputWidth} to {OutputWidth} values, got {vector.Length} to {destination.Length}.", nameof(vector));
        }

        if (_components is null)
        {
            Centre(vector, destination);
        }
        else
        {
            float[] centred = new float[InputWidth];
            Centre(vector, centred);
            for (int k = 0; k < destination.Length; k++)
            {
                destination[k] = TensorPrimitives.Dot(centred, _components.AsSpan(k * InputWidth, InputWidth));
            }
        }

        if (Normalizes)
        {
            Normalize(destination);
        }
    }

    private static void Normalize(Span<float> vector) => TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);

    private void Centre(ReadOnlySpan<float> vector, Span<float> destination)
    {
        if (_mean is null)
        {
            vector.CopyTo(destination);
        }
        else
        {
            TensorPrimitives.Subtract(vector, _mean, destination);
        }
    }
}
