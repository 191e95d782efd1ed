using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head attention of queries to the tokens of bags, which shows its weights.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2; field names and layout of torch.nn.MultiheadAttention: the three maps in one matrix.</remarks>
internal sealed class BagAttention : nn.Module
{
    private readonly Parameter in_proj_weight;
    private readonly Parameter in_proj_bias;
    private readonly LinearLayer out_proj;
    private readonly long _width;
    private readonly long _heads;

    /// <summary>Attention of vectors of a width, a multiple of the number of heads.</summary>
    public BagAttention(long width, long heads)
        : base(nameof(BagAttention))
    {
        in_proj_weight = Unset.Parameter(3 * width, width);
        in_proj_bias = Unset.Parameter(3 * width);
        out_proj = new LinearLayer(width, width);
        _width = width;
        _heads = heads;
        RegisterComponents();
    }

    /// <summary>Lets queries look at tokens.</summary>
    /// <param name="query">Queries (B, Q, D), or (1, Q, D) for the same in every bag.</param>
    /// <param name="tokens">Tokens (B, T, D), finite where the mask hides them.</param>
    /// <param name="mask">The tokens that are seen, (B, T) bool, one or more in each bag; null: all.</param>
    /// <returns>What each query gathers, (B, Q, D), and the weights, (B, H, Q, T), 0 where hidden; both the caller's.</returns>
    public (Tensor Mixed, Tensor Attention) Attend(Tensor query, Tensor tokens, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] sources = Map(tokens, 1, 2).chunk(2, -1); // (B, T, D) -> (B, T, 2D) -> keys and values (B, T, D)
        Tensor queries = Split(Map(query, 0, 1)).Over(Math.Sqrt((double)_width / _heads)); // -> (B, H, Q, D/H)
        Tensor scores = matmul(queries, Split(sources[0]).transpose(-2, -1)); // -> (B, H, Q, T)
        Tensor seen = mask is null ? scores : scores.Filled(mask.logical_not().unsqueeze(1).unsqueeze(1), double.NegativeInfinity);
        Tensor attention = seen.softmax(-1);
        Tensor mixed = matmul(attention, Split(sources[1])).transpose(1, 2); // -> (B, Q, H, D/H)
        Tensor joined = mixed.reshape(tokens.shape[0], query.shape[1], _width); // -> (B, Q, D)
        return (out_proj.forward(joined).MoveToOuterDisposeScope(), attention.MoveToOuterDisposeScope());
    }

    // The map of some of the three parts: queries 0, keys 1, values 2.
    private Tensor Map(Tensor x, long part, long count) =>
        nn.functional.linear(x, in_proj_weight.narrow(0, part * _width, count * _width), in_proj_bias.narrow(0, part * _width, count * _width));

    // (B, T, D) -> (B, H, T, D/H)
    private Tensor Split(Tensor x) => x.reshape(x.shape[0], x.shape[1], _heads, _width / _heads).transpose(1, 2);
}
