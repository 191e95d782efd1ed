namespace CtVlm.MLNet.Torch;

/// <summary>Poolings that mix neighbouring slices over a graph and then take the mean.</summary>
internal abstract class GraphPooling : TrainedPooling
{
    /// <summary>A pooling over a graph.</summary>
    private protected GraphPooling(PoolingTraining training, SliceGraph graph)
        : base(training)
    {
        graph.Validate();
        Graph = graph;
    }

    public override bool UsesPositions => Graph.Chain != SliceChain.Index;

    public override bool IsPermutationInvariant => Graph.Chain != SliceChain.Index;

    /// <summary>Which slices are joined.</summary>
    private protected SliceGraph Graph { get; }
}
