using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One layer of a transformer over the tokens of bags: attention and a perceptron with erf GELU, each with a residual sum and a norm.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762; field names of torch.nn.TransformerEncoderLayer.</remarks>
internal sealed class BagTransformerLayer : nn.Module
{
    private const double Epsilon = 1e-5;

    private readonly BagAttention self_attn;
    private readonly LinearLayer linear1;
    private readonly LinearLayer linear2;
    private readonly LayerNormLayer norm1;
    private readonly LayerNormLayer norm2;
    private readonly bool _isPreNorm;

    /// <summary>A layer of vectors of a width.</summary>
    public BagTransformerLayer(long width, long heads, long innerWidth, TransformerNorm norm)
        : base(nameof(BagTransformerLayer))
    {
        self_attn = new BagAttention(width, heads);
        linear1 = new LinearLayer(width, innerWidth);
        linear2 = new LinearLayer(innerWidth, width);
        norm1 = new LayerNormLayer(width, Epsilon);
        norm2 = new LayerNormLayer(width, Epsilon);
        _isPreNorm = norm == TransformerNorm.Pre;
        RegisterComponents();
    }

    /// <summary>(B, T, D) -> (B, T, D), and the weights of attention, (B, H, T, T).</summary>
    public (Tensor Tokens, Tensor Attention) Run(Tensor tokens, Tensor mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor seen = _isPreNorm ? norm1.forward(tokens) : tokens;
        (Tensor mixed, Tensor attention) = self_attn.Attend(seen, seen, mask);
        Tensor hidden = _isPreNorm ? tokens.Plus(mixed) : norm1.forward(tokens.Plus(mixed));
        Tensor output = _isPreNorm ? hidden.Plus(Widen(norm2.forward(hidden))) : norm2.forward(hidden.Plus(Widen(hidden)));
        return (output.MoveToOuterDisposeScope(), attention.MoveToOuterDisposeScope());
    }

    private Tensor Widen(Tensor x) => linear2.forward(nn.functional.gelu(linear1.forward(x)));
}
