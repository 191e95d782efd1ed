using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Fits a strategy on all rows: a model from the data's columns to Score and PredictedLabel. No encoder runs; the bags are in memory.</summary>
internal sealed class StrategyRefit(StrategyScheduler scheduler, BagStore bags, ITransformer? front)
{
    /// <summary>Fits it.</summary>
    public ITransformer Fit(PlannedStrategy strategy, StrategyPlan plan)
    {
        SeriesBags held = bags.Get(strategy.Pass);
        FeatureMaker features = scheduler.Features;
        MLContext context = scheduler.Fitter.CreateContext(strategy, division: -1, fold: 0);
        StrategyCohort cohort = scheduler.Cohort;
        int[] rows = [.. Enumerable.Range(0, cohort.Count)];
        HeldView view = new(rows, [.. held.Columns(), .. features.TrainingColumns(bags.GetTexts(strategy.Pass))]);
        IEstimator<ITransformer> tail = Chain(context, features.PoolingOptions(strategy.Strategy.Pooling), strategy.Strategy.Projection, strategy.Strategy.Trainer);
        ITransformer embed = bags.Reader.CreateEstimator(plan.Passes[strategy.Pass], SeriesErrorPolicy.Throw, CancellationToken.None).Fit(bags.Reader.Data);
        ITransformer learnt = tail.Fit(view);
        return new TransformerChain<ITransformer>([.. new[] { front, embed, learnt }.OfType<ITransformer>()]);
    }

    private static EstimatorChain<ITransformer> Chain(MLContext context, PoolEmbeddingsOptions pooling, EmbeddingProjection projection, StrategyTrainer trainer) =>
        new EstimatorChain<ITransformer>()
            .Append(context.Transforms.PoolEmbeddings(pooling))
            .Append(context.Transforms.ProjectEmbeddings(StrategyColumns.Features, StrategyColumns.Pooled, projection))
            .Append(trainer.Create(context))
            .Append((IEstimator<ITransformer>)context.Transforms.Conversion.MapKeyToValue(StrategyColumns.Predicted));
}
