namespace CtVlm.MLNet.Torch;

/// <content>Poolings that need no training.</content>
internal static partial class PoolingRegistry
{
    private static IEnumerable<PoolingEntry> CreateFixed() =>
    [
        new(MeanPooling.PoolingName, (_, _) => new MeanPooling()),
        new(MaxPooling.PoolingName, (_, _) => new MaxPooling()),
        new(MinPooling.PoolingName, (_, _) => new MinPooling()),
        new(SumPooling.PoolingName, (_, _) => new SumPooling()),
        new(MedianPooling.PoolingName, (a, _) => MedianPooling.Create(a)),
        new(MiddlePooling.PoolingName, (_, _) => new MiddlePooling()),
        new(MeanStdPooling.PoolingName, (a, _) => MeanStdPooling.Create(a)),
        new(MinMaxMeanPooling.PoolingName, (_, _) => new MinMaxMeanPooling()),
        new(GemPooling.PoolingName, (a, _) => GemPooling.Create(a)),
        new(LogSumExpPooling.PoolingName, (a, _) => LogSumExpPooling.Create(a)),
        new(TopKPooling.PoolingName, (a, _) => TopKPooling.Create(a)),
        new(NoisyOrPooling.PoolingName, (_, _) => new NoisyOrPooling()),
        new(NormalizedMeanPooling.PoolingName, (a, _) => NormalizedMeanPooling.Create(a)),
        new(FrechetPooling.PoolingName, (_, _) => new FrechetPooling()),
        new(LorentzPooling.PoolingName, (a, _) => LorentzPooling.Create(a)),
        new(CovariancePooling.PoolingName, (a, _) => CovariancePooling.Create(a)),
        new(ClsPatchMeanPooling.PoolingName, (a, _) => ClsPatchMeanPooling.Create(a)),
    ];
}
