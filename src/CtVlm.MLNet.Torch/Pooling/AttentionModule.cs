using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Attention over the slices of a bag by a small perceptron, gated or not.</summary>
internal sealed class AttentionModule : PoolingModule
{
    /// <summary>The argument of the inner width.</summary>
    public const string HiddenArgument = "hidden";

    private const int MaxHidden = 1 << 16;

    private readonly LinearLayer attention_V;
    private readonly LinearLayer? attention_U;
    private readonly LinearLayer attention_w;

    /// <summary>Attention over rows of D values with an inner layer of H.</summary>
    public AttentionModule(int width, int hidden, bool isGated)
        : base(nameof(AttentionModule))
    {
        attention_V = new LinearLayer(width, hidden);
        attention_U = isGated ? new LinearLayer(width, hidden) : null;
        attention_w = new LinearLayer(hidden, 1);
        RegisterComponents();
    }

    /// <summary>The inner width, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static int CheckHidden(int hidden) => hidden is >= 1 and <= MaxHidden
        ? hidden
        : throw new ArgumentOutOfRangeException(nameof(hidden), $"The attention's inner width is {hidden}; 1 to {MaxHidden} expected.");

    /// <summary>The parameters with every slice's score 0, so that all have the same weight.</summary>
    public static IReadOnlyList<PoolingParameter> ToMean(IReadOnlyList<PoolingParameter> parameters) =>
        [.. parameters.Select(p => p.Name.StartsWith($"{nameof(attention_w)}.", StringComparison.Ordinal) ? p with { Values = new float[p.Values.Length] } : p)];

    /// <inheritdoc/>
    public override void Initialize(Generator generator)
    {
        foreach (LinearLayer layer in new[] { attention_V, attention_U, attention_w }.OfType<LinearLayer>())
        {
            UniformStart.Fill(layer, generator);
        }
    }

    private protected override PooledBags Pool(BagBatch bags)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = bags.ZeroedRows;
        Tensor inner = attention_V.forward(rows).tanh(); // (B, N, D) -> (B, N, H)
        if (attention_U is not null)
        {
            inner = inner * attention_U.forward(rows).sigmoid();
        }

        Tensor scores = attention_w.forward(inner).squeeze(2); // (B, N, H) -> (B, N)
        Tensor weights = scores.Filled(bags.Mask.logical_not(), double.NegativeInfinity).softmax(1);
        Tensor vectors = weights.unsqueeze(1).matmul(rows).squeeze(1); // (B, 1, N) (B, N, D) -> (B, D)
        return new PooledBags(vectors.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }
}
