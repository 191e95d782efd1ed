using System.Diagnostics;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>48 strategies in 5 folds on 300 series in memory, without a cache: all but the trainers' own time, against one pass of the encoder.</summary>
internal static class ComparisonSweep
{
    public const string Title = "comparison, 48 strategies x 5 folds";

    private const double Limit = 1.15;

    private static readonly CtRendering s_rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(16));

    // A twentieth of the operations of a ViT-B/16 and vectors as wide as its own: a longer pass would only hide what the comparison costs.
    private static readonly ClipEncoderSize s_size = new() { ImageSize = 224, Width = 256, Layers = 6, ProjectedWidth = 512 };

    private static int Patients => BenchmarkScale.IsShort ? 15 : 150;

    /// <summary>The ratio without and with the nested test of the choice.</summary>
    public static IEnumerable<LimitResult> Measure()
    {
        IReadOnlyList<ComparisonRow> rows = ComparisonRow.Make(Patients);
        VlmEncoder encoder = BenchmarkScale.IsShort ? VlmEncoder.FromSeed(1) : VlmEncoder.FromSeed(1, s_size);
        using EncoderLease<IVisionEncoder> keepLoaded = encoder.AcquireVision(TorchSharp.torch.CPU);
        double pass = Embed(rows, encoder);
        (double rest, double embedding, TrainerClock clock) = Compare(rows, encoder, nestedFolds: 0);
        yield return new LimitResult(Title, rest / pass, Limit, LimitSide.AtMost);
        Tell(rows.Count, pass, rest, embedding, clock);
        (rest, embedding, clock) = Compare(rows, encoder, nestedFolds: 3);
        yield return new LimitResult(Title + ", nested 3", rest / pass, null, LimitSide.AtMost);
        Tell(rows.Count, pass, rest, embedding, clock);
    }

    private static void Tell(int series, double pass, double rest, double embedding, TrainerClock clock) => Console.WriteLine(
        FormattableString.Invariant($"{Title}: {series} series, one pass {pass:F2} s; all but the trainers {rest:F2} s, its own pass {embedding:F2} s of that; {clock.Fits} fits of the trainers {clock.Seconds:F2} s"));

    private static double Embed(IReadOnlyList<ComparisonRow> rows, VlmEncoder encoder)
    {
        MLContext ml = CreateContext();
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        Stopwatch watch = Stopwatch.StartNew();
        IDataView bags = ml.Transforms.EmbedCt("Slices", "Volume", encoder, s_rendering).Fit(data).Transform(data);
        int count = bags.GetColumn<float[]>("Slices").Count(bag => bag.Length > 0);
        return count == rows.Count ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("The bags are not complete.");
    }

    private static (double RestSeconds, double EmbeddingSeconds, TrainerClock Clock) Compare(IReadOnlyList<ComparisonRow> rows, VlmEncoder encoder, int nestedFolds)
    {
        MLContext ml = CreateContext();
        TrainerClock clock = new();
        StrategyExperiment experiment = ml.CtVlm().CreateStrategyExperiment(new StrategyExperimentSettings
        {
            Space = StrategySpace.Combinations(new StrategyLists
            {
                Encoders = [encoder],
                Renderings = [s_rendering],
                Poolings = [SlicePooling.Mean(), SlicePooling.Max(), SlicePooling.MeanStd(), SlicePooling.NormalizedMean()],
                Projections = [EmbeddingProjection.Identity(), EmbeddingProjection.Standardizing(), EmbeddingProjection.CentredL2(), EmbeddingProjection.Pca(16)],
                Trainers = [.. new[] { 0.1, 1, 10 }.Select(l2 => StrategyTrainer.From($"l2={l2}", context => new TimedTrainer(context, (float)l2, clock), complexity: 0))],
            }),
            PatientColumnName = nameof(ComparisonRow.PatientId),
            NestedFolds = nestedFolds,
        }).SetDataset(ml.Data.LoadFromEnumerable(rows));
        Stopwatch watch = Stopwatch.StartNew();
        StrategyExperimentResult result = experiment.Run();
        double seconds = watch.Elapsed.TotalSeconds;
        return result.RunDetails.Count == 48 && result.RunDetails.All(r => r.Status == StrategyRunStatus.Completed) && result.EmbeddingPasses == 1
            ? (seconds - clock.Seconds, result.EmbeddingSeconds, clock)
            : throw new InvalidOperationException("The comparison is not complete.");
    }

    private static MLContext CreateContext()
    {
        MLContext ml = new(seed: 1);
        return ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None });
    }
}
