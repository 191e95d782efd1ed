using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Attention of one query to all tokens, with the three maps in one matrix.</summary>
/// <remarks><b>Source:</b> field names of torch.nn.MultiheadAttention, as SigLIP's checkpoints have them.</remarks>
internal sealed class SiglipProbeAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter in_proj_weight;
    private readonly Parameter in_proj_bias;
    private readonly LinearLayer out_proj;
    private readonly long _width;
    private readonly long _heads;

    /// <summary>Attention of vectors of a width, a multiple of the number of heads.</summary>
    public SiglipProbeAttention(long width, long heads)
        : base(nameof(SiglipProbeAttention))
    {
        in_proj_weight = Unset.Parameter(3 * width, width);
        in_proj_bias = Unset.Parameter(3 * width);
        out_proj = new LinearLayer(width, width);
        _width = width;
        _heads = heads;
        RegisterComponents();
    }

    /// <summary>Queries (N, Q, D) and tokens (N, T, D) -> (N, Q, D).</summary>
    public override Tensor forward(Tensor query, Tensor tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor queries = Map(query, 0, 1); // (N, Q, D)
        Tensor[] sources = Map(tokens, 1, 2).chunk(2, -1); // (N, T, D) -> (N, T, 2D) -> keys and values (N, T, D)
        Tensor joined = MultiHead.Attend(queries, sources[0], sources[1], _heads); // -> (N, Q, D)
        return out_proj.forward(joined).MoveToOuterDisposeScope();
    }

    // The map of some of the three parts: queries 0, keys 1, values 2.
    private Tensor Map(Tensor x, long part, long count) =>
        DenseMap.Apply(x, in_proj_weight.narrow(0, part * _width, count * _width).Like(x), in_proj_bias.narrow(0, part * _width, count * _width).Like(x));
}
