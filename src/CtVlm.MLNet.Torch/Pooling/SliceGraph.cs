using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Which slices of a bag are joined: a chain in space, and the most alike.</summary>
/// <param name="Hops">How many places apart two neighbours of the chain may be.</param>
/// <param name="CosineNeighbours">An edge joins a slice and each of this many most alike by cosine; no gradient passes through this choice.</param>
/// <param name="Chain">What a place of the chain is.</param>
/// <param name="ReachMm">How many mm apart two neighbours may be where the chain is one of millimetres.</param>
internal sealed record SliceGraph(int Hops, int CosineNeighbours, SliceChain Chain, double ReachMm)
{
    /// <summary>The graph of arguments.</summary>
    public static SliceGraph Of(PoolingArguments arguments) => new(
        arguments.Count("hops", 1), arguments.Count("neighbours", 0), arguments.Choice("chain", SliceChain.Rank), arguments.Number("reach", 10));

    /// <summary>Every number lies within its bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public void Validate()
    {
        PoolingBounds.Require(Hops, 0, PoolingBounds.MaxSlices, "hops");
        PoolingBounds.Require(CosineNeighbours, 0, PoolingBounds.MaxSlices, "cosineNeighbours");
        PoolingBounds.RequireKnown(Chain, "chain");
        PoolingBounds.RequireLength(ReachMm, "reachMm");
    }

    /// <summary>The arguments that matter to this graph.</summary>
    public (string Name, string Value)[] ToArguments() =>
    [
        Chain == SliceChain.Millimetres ? ("reach", PoolingArguments.Text(ReachMm)) : ("hops", PoolingArguments.Text(Hops)),
        ("neighbours", PoolingArguments.Text(CosineNeighbours)),
        ("chain", PoolingArguments.Text(Chain)),
    ];

    /// <summary>Where there is an edge, (B, N, N) bool: symmetric, every row with itself, never a slice with padding.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="pooling">Who asks, for the message.</param>
    /// <exception cref="ArgumentException">The chain is one of millimetres and the positions are unknown.</exception>
    public Tensor Edges(BagBatch bags, string pooling)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor pairs = bags.Mask.unsqueeze(2).logical_and(bags.Mask.unsqueeze(1)); // (B, N) -> (B, N, N): both are slices
        Tensor self = eye(bags.Mask.shape[1], dtype: @bool, device: bags.Mask.device); // (N, N)
        Tensor edges = Near(bags, pooling);
        if (CosineNeighbours > 0 && bags.Mask.shape[1] > 1)
        {
            Tensor alike = MostAlike(bags, pairs, self);
            edges = edges.logical_or(alike).logical_or(alike.transpose(1, 2));
        }

        return edges.logical_and(pairs).logical_or(self).MoveToOuterDisposeScope();
    }

    // Neighbours of the chain: (B, N, N)
    private Tensor Near(BagBatch bags, string pooling)
    {
        Tensor places = Chain == SliceChain.Millimetres ? SliceSteps.Require(bags, pooling) : Ranks(bags);
        Tensor distances = (places.unsqueeze(2) - places.unsqueeze(1)).abs(); // NaN in padding: no edge
        return distances.IsAtMost(Chain == SliceChain.Millimetres ? ReachMm : Hops);
    }

    // How many slices of the bag lie before each, in mm or, where those are unknown or not wanted, in the order of the rows: (B, N)
    private Tensor Ranks(BagBatch bags)
    {
        if (Chain == SliceChain.Index || bags.PositionsMm is not { } positions)
        {
            return bags.Mask.to(int64).cumsum(1);
        }

        SliceSteps.RequireFinite(bags, positions);
        Tensor isBefore = positions.unsqueeze(1).lt(positions.unsqueeze(2)); // (B, N, N): the slice of the column before that of the row
        return isBefore.logical_and(bags.Mask.unsqueeze(1)).sum(2);
    }

    // The slices most alike to each, itself and padding left out: (B, N, N)
    private Tensor MostAlike(BagBatch bags, Tensor pairs, Tensor self)
    {
        Tensor rows = nn.functional.normalize(bags.ZeroedRows, dim: 2, eps: 1e-12);
        Tensor isOther = pairs.logical_and(self.logical_not());
        Tensor cosines = matmul(rows, rows.transpose(1, 2)).Filled(isOther.logical_not(), double.NegativeInfinity); // -> (B, N, N)
        int count = (int)Math.Min(CosineNeighbours, rows.shape[1] - 1);
        Tensor best = cosines.topk(count, 2).indexes; // -> (B, N, count)
        return zeros_like(cosines).scatter(2, best, ones_like(best).to(cosines.dtype)).IsAbove(0).logical_and(isOther);
    }
}
