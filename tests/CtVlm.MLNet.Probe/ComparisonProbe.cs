using System.Globalization;
using System.Text;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Probe;

/// <summary>An experiment small enough to be killed and resumed many times.</summary>
public static class ComparisonProbe
{
    /// <summary>Folds of the experiment.</summary>
    public const int Folds = 3;

    /// <summary>Folds of the nested test.</summary>
    public const int NestedFolds = 2;

    // One series a batch: a pass that was cut short and one that was not then round alike.
    private const int SlicesPerSeries = 4;

    /// <summary>Runs or resumes the experiment and writes what it found.</summary>
    public static void Run(string checkpoint, string cache, string resultPath)
    {
        MLContext ml = new(seed: 1);
        ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.InFolder(cache), BatchSize = SlicesPerSeries });
        StrategyExperimentResult result = ml.CtVlm()
            .CreateStrategyExperiment(Settings(VlmEncoder.FromSeed(1, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 16 })) with { CheckpointFolder = checkpoint })
            .SetDataset(SyntheticCohort.View(ml, patients: 24))
            .Run();
        File.WriteAllText(resultPath, Describe(result));
    }

    /// <summary>Two renderings, three poolings and two projections, with one trainer: 12 strategies.</summary>
    public static StrategyExperimentSettings Settings(VlmEncoder encoder, params StrategyTrainer[] trainers) => new()
    {
        Space = StrategySpace.Combinations(new StrategyLists
        {
            Encoders = [encoder],
            Renderings = [CtRendering.EnterographyRgb(SliceSelection.Uniform(SlicesPerSeries)), CtRendering.SoftTissue(SliceSelection.Uniform(SlicesPerSeries))],
            Poolings = [SlicePooling.Mean(), SlicePooling.Max(), SlicePooling.GatedAttention(new PoolingTraining { LabelColumnName = "Severity", MaxEpochs = 3 }, hidden: 4)],
            Projections = [EmbeddingProjection.Standardizing(), EmbeddingProjection.Pca(4)],
            Trainers = trainers.Length > 0 ? trainers : [StrategyTrainer.LbfgsMaximumEntropy()],
        }),
        LabelColumnName = "Severity",
        PatientColumnName = "PatientId",
        Folds = Folds,
        NestedFolds = NestedFolds,
        Resamples = 200,
        RefitsBest = false,
    };

    /// <summary>Everything that was found but times, as text.</summary>
    public static string Describe(StrategyExperimentResult result)
    {
        StringBuilder text = new();
        text.AppendLine(result.Statement);
        text.AppendLine(CultureInfo.InvariantCulture, $"best {result.BestRun.Trial.TrialId}, recommended {result.RecommendedRun.Trial.TrialId}, nested {result.Nested?.Metric:R} of {string.Join(' ', result.Nested?.ChosenTrialIds ?? [])}");
        foreach (StrategyRunDetail run in result.RunDetails)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{run.Trial} {run.Status} {run.Metric:R} {run.StandardError:R} {run.Retrieval} {run.ErrorMessage}");
            foreach (StrategyPrediction p in run.Predictions)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {p.Row} {p.Fold} {p.Actual} {p.Predicted} {string.Join(' ', p.Scores.Select(s => s.ToString("R", CultureInfo.InvariantCulture)))} {p.ReciprocalRank:R}");
            }
        }

        foreach (StrategyDifference d in result.Differences)
        {
            text.AppendLine(d.ToString());
        }

        return text.ToString();
    }
}
