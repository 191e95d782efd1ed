namespace CtVlm.MLNet.Torch;

/// <content>Poolings that need no training.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateFixed() =>
    [
        new(MeanPooling.PoolingName, _ => new MeanPooling()),
        new(MaxPooling.PoolingName, _ => new MaxPooling()),
    ];
}
