namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateTrained() =>
    [
        new(AttentionPooling.PoolingName, (a, t) => new AttentionPooling(t, a.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
        new(GatedAttentionPooling.PoolingName, (a, t) => new GatedAttentionPooling(t, a.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
        new(MhaQueryPooling.PoolingName, (a, t) => new MhaQueryPooling(t, a.Count("heads", 4), a.Count("queries", 1))),
        new(PmaPooling.PoolingName, (a, t) => new PmaPooling(t, a.Count("heads", 4), a.Count("queries", 1))),
        new(MapPooling.PoolingName, (a, t) => new MapPooling(t, a.Count("heads", 4), a.Count("queries", 1), a.Count("inner", 0))),
        new(TransformerPooling.PoolingName, (a, t) => new TransformerPooling(t, TransformerShape.Of(a))),
        new(ClamPooling.PoolingName, (a, t) => new ClamPooling(t, ClamShape.Of(a))),
        new(DsmilPooling.PoolingName, (a, t) => new DsmilPooling(t, a.Count("classes", 3), a.Count("width", 128))),
        new(TopKScoredPooling.PoolingName, (a, t) => new TopKScoredPooling(t, a.Count("k", 4))),
        new(TransMilPooling.PoolingName, (a, t) => new TransMilPooling(t, a.Count("width", 128), a.Count("heads", 4))),
        new(NetVladPooling.PoolingName, (a, t) => new NetVladPooling(t, a.Count("clusters", 4))),
        new(GcnPooling.PoolingName, (a, t) => new GcnPooling(t, a.Count("layers", 2), a.Count("width", 128), SliceGraph.Of(a))),
        new(GatPooling.PoolingName, (a, t) => new GatPooling(t, a.Count("heads", 4), a.Count("width", 32), SliceGraph.Of(a))),
    ];
}
