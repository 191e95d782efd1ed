namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateTrained() =>
    [
        new(AttentionPooling.PoolingName, arguments => new AttentionPooling(new(), arguments.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
        new(GatedAttentionPooling.PoolingName, arguments => new GatedAttentionPooling(new(), arguments.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
        new(MhaQueryPooling.PoolingName, a => new MhaQueryPooling(new(), a.Count("heads", 4), a.Count("queries", 1))),
        new(PmaPooling.PoolingName, a => new PmaPooling(new(), a.Count("heads", 4), a.Count("queries", 1))),
        new(MapPooling.PoolingName, a => new MapPooling(new(), a.Count("heads", 4), a.Count("queries", 1), a.Count("inner", 0))),
        new(TransformerPooling.PoolingName, a => new TransformerPooling(new(), TransformerShape.Of(a))),
        new(ClamPooling.PoolingName, a => new ClamPooling(new(), ClamShape.Of(a))),
        new(DsmilPooling.PoolingName, a => new DsmilPooling(new(), a.Count("classes", 3), a.Count("width", 128))),
        new(TopKScoredPooling.PoolingName, a => new TopKScoredPooling(new(), a.Count("k", 4))),
        new(TransMilPooling.PoolingName, a => new TransMilPooling(new(), a.Count("width", 128), a.Count("heads", 4))),
        new(NetVladPooling.PoolingName, a => new NetVladPooling(new(), a.Count("clusters", 4))),
        new(GcnPooling.PoolingName, a => new GcnPooling(new(), a.Count("layers", 2), a.Count("width", 128), SliceGraph.Of(a))),
        new(GatPooling.PoolingName, a => new GatPooling(new(), a.Count("heads", 4), a.Count("width", 32), SliceGraph.Of(a))),
    ];
}
