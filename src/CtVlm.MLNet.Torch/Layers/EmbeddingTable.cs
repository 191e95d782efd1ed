using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A table of vectors, one for each token id or position.</summary>
internal sealed class EmbeddingTable : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    // No activation comes in that would say it: null where the table is of the activations' type itself.
    private readonly ScalarType? _activations;

    /// <summary>A table of a number of vectors.</summary>
    public EmbeddingTable(long count, long width)
        : base(nameof(EmbeddingTable))
    {
        weight = Unset.Parameter(count, width);
        _activations = Masters.Are(weight) ? Unset.ElementType : null;
        RegisterComponents();
    }

    /// <summary>The first rows, (count, D): a view that lives as long as the table, or a cast of it to the activations' type. The caller's to dispose.</summary>
    public Tensor First(long count) => Cast(weight.narrow(0, 0, count));

    /// <summary>Int64 ids (N, T) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor flat = input.reshape(-1);
        using Tensor rows = Cast(weight.index_select(0, flat)); // (N, T) -> (N * T, D)
        return rows.view([.. input.shape, weight.shape[1]]); // -> (N, T, D)
    }

    private Tensor Cast(Tensor rows)
    {
        if (_activations is not ScalarType type)
        {
            return rows;
        }

        using (rows)
        {
            return rows.to(type);
        }
    }
}
