using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The recommended strategy fitted on all rows, and the bags that it was fitted on.</summary>
/// <param name="evidence">What the run kept.</param>
/// <param name="learnt">The steps after the encoder: pooling, projection, trainer.</param>
/// <param name="bags">The bags.</param>
internal sealed class RecommendedModel(StrategyEvidence evidence, ITransformer learnt, SeriesBags bags)
{
    /// <summary>The pooling, with what it has learnt.</summary>
    public FittedPooling Pooling { get; } = Find(learnt, bags.Width);

    /// <summary>The model of a result; null where it was not fitted.</summary>
    public static RecommendedModel? Find(StrategyExperimentResult result) =>
        result is { Model: IEnumerable<ITransformer> steps, Evidence: { Bags: { } bags } evidence } ? new RecommendedModel(evidence, steps.Last(), bags) : null;

    /// <summary>The vectors that the trainer was given, with classes and patients.</summary>
    public IDataView Features()
    {
        StrategyCohort cohort = evidence.Cohort;
        HeldView view = new(
            [.. Enumerable.Range(0, cohort.Count)],
            [.. bags.Columns(), HeldColumn.Key(StrategyColumns.Label, cohort.Labels, cohort.ClassNames), HeldColumn.Whole(StrategyColumns.Patient, cohort.Patients)]);
        return learnt.Transform(view);
    }

    /// <summary>What the pooling makes of each slice of a row; null where it weighs none.</summary>
    /// <param name="row">Place of the row in the cohort.</param>
    public float[]? Weigh(int row)
    {
        if (!Pooling.Pooling.HasSliceWeights || bags.Bags[row] is not { } bag)
        {
            return null;
        }

        float[] weights = new float[bag.Length / bags.Width];
        float[] positions = Pooling.Pooling.TakesPositions && bags.Positions?[row] is { } places ? places : [];
        Pooling.Pool(bag, positions, new float[Pooling.OutputWidth], weights);
        return weights;
    }

    private static FittedPooling Find(ITransformer learnt, int width)
    {
        PoolEmbeddingsTransformer step = ((IEnumerable<ITransformer>)learnt).OfType<PoolEmbeddingsTransformer>().Single();
        return step.Fitted ?? new FittedPooling(step.Pooling, width);
    }
}
