namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateTrained() =>
    [
        new(AttentionPooling.PoolingName, arguments => new AttentionPooling(new(), arguments.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
        new(GatedAttentionPooling.PoolingName, arguments => new GatedAttentionPooling(new(), arguments.Count(AttentionModule.HiddenArgument, AttentionPooling.DefaultHidden))),
    ];
}
