using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Layers of a transformer over the tokens of bags; a norm behind them where they normalise first.</summary>
/// <remarks><b>Source:</b> field names of torch.nn.TransformerEncoder.</remarks>
internal sealed class BagTransformer : nn.Module
{
    private const double Epsilon = 1e-5;

    private readonly ModuleList<BagTransformerLayer> layers;
    private readonly LayerNormLayer? norm;

    /// <summary>A transformer of vectors of a width.</summary>
    public BagTransformer(int count, long width, long heads, long innerWidth, TransformerNorm place)
        : base(nameof(BagTransformer))
    {
        layers = new ModuleList<BagTransformerLayer>([.. Enumerable.Range(0, count).Select(_ => new BagTransformerLayer(width, heads, innerWidth, place))]);
        norm = place == TransformerNorm.Pre ? new LayerNormLayer(width, Epsilon) : null;
        RegisterComponents();
    }

    /// <summary>(B, T, D) -> (B, T, D), and the weights of the last layer's attention, (B, H, T, T).</summary>
    public (Tensor Tokens, Tensor Attention) Run(Tensor tokens, Tensor mask)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor Tokens, Tensor? Attention) state = (tokens, null);
        foreach (BagTransformerLayer layer in layers)
        {
            state = layer.Run(state.Tokens, mask);
        }

        Tensor output = norm is null ? state.Tokens : norm.forward(state.Tokens);
        return (output.MoveToOuterDisposeScope(), state.Attention!.MoveToOuterDisposeScope());
    }
}
