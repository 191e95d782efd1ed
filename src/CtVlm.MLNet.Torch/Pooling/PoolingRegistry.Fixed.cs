namespace CtVlm.MLNet.Torch;

/// <content>Poolings that need no training.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateFixed() =>
    [
        new(MeanPooling.PoolingName, _ => new MeanPooling()),
        new(MaxPooling.PoolingName, _ => new MaxPooling()),
        new(MinPooling.PoolingName, _ => new MinPooling()),
        new(SumPooling.PoolingName, _ => new SumPooling()),
        new(MedianPooling.PoolingName, MedianPooling.Create),
        new(MiddlePooling.PoolingName, _ => new MiddlePooling()),
        new(MeanStdPooling.PoolingName, MeanStdPooling.Create),
        new(MinMaxMeanPooling.PoolingName, _ => new MinMaxMeanPooling()),
        new(GemPooling.PoolingName, GemPooling.Create),
        new(LogSumExpPooling.PoolingName, LogSumExpPooling.Create),
        new(TopKPooling.PoolingName, TopKPooling.Create),
        new(NoisyOrPooling.PoolingName, _ => new NoisyOrPooling()),
        new(NormalizedMeanPooling.PoolingName, NormalizedMeanPooling.Create),
        new(FrechetPooling.PoolingName, _ => new FrechetPooling()),
        new(LorentzPooling.PoolingName, LorentzPooling.Create),
        new(CovariancePooling.PoolingName, CovariancePooling.Create),
        new(ClsPatchMeanPooling.PoolingName, ClsPatchMeanPooling.Create),
    ];
}
