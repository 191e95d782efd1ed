namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateTrained() => [];
}
