// Embed once, compare many: 24 strategies of pooling, projection and trainer on one pass of the encoder, with the same patients in the same folds.
// The cohort is synthetic: `dotnet run -c Release --project samples/05-CompareGeometries` needs nothing but the SDK. `--short` takes fewer patients.
// Stop it with Ctrl-C and start it again: it goes on where it was.
using CompareGeometries;
using CtVlm.MLNet;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Spectre.Console;

bool isShort = args.Contains("--short");
string folder = Path.Combine(Path.GetTempPath(), "ctvlm-compare-geometries", isShort ? "short" : "full");
string cohort = Path.Combine(folder, "cohort");

// 1. A cohort on disk: DICOM series with a severity grade and a report each, and studies.csv.
int patients = isShort ? 24 : 72;
if (!File.Exists(Path.Combine(cohort, "studies.csv")))
{
    PhantomOptions phantoms = new() { ImageSize = isShort ? 64 : 192, SliceCount = isShort ? 12 : 64 };
    AnsiConsole.Status().Start("Making a synthetic cohort", _ => PhantomCohort.Write(cohort, patients, seed: 1, phantoms));
}

var ml = new MLContext(seed: 1);
IDataView studies = ml.Data.LoadFromTextFile<CtStudy>(Path.Combine(cohort, "studies.csv"), ',', hasHeader: true, allowQuoting: true);

// 2. What is compared: every combination of four poolings, three projections and two trainers. Encoder, rendering and embedding point are shared,
// so the series go through the encoder once. With more encoders or renderings there is one pass for each.
AnsiConsole.MarkupLine("[grey]The encoder is the one that ships for trying things out: it was trained on synthetic images and reports alone, and knows nothing of patients.[/]");
StrategySpace space = StrategySpace.Combinations(new StrategyLists
{
    Encoders = [VlmEncoder.Demonstration()],
    Renderings = [CtRendering.EnterographyRgb(SliceSelection.Uniform(8))],
    Poolings =
    [
        SlicePooling.Mean(),
        SlicePooling.Max(),
        SlicePooling.MeanStd(),
        SlicePooling.GatedAttention(new PoolingTraining { LabelColumnName = nameof(CtStudy.Severity), MaxEpochs = isShort ? 10 : 60 }, hidden: 16),
    ],
    Projections = [EmbeddingProjection.Standardizing(), EmbeddingProjection.CentredL2(), EmbeddingProjection.Pca(8)],
    Trainers =
    [
        StrategyTrainer.LbfgsMaximumEntropy(l2: 1),
        StrategyTrainer.From(
            "fasttree-ova",
            context => context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastTree(numberOfLeaves: 6, numberOfTrees: 30, minimumExampleCountPerLeaf: 4))),
    ],
});

// 3. How: folds that keep patients together and grades balanced, a nested test of the choice, and a checkpoint.
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
StrategyExperiment experiment = ml.CtVlm().CreateStrategyExperiment(new StrategyExperimentSettings
{
    Space = space,
    LabelColumnName = nameof(CtStudy.Severity),
    PatientColumnName = nameof(CtStudy.PatientId),
    ReportColumnName = nameof(CtStudy.Report),
    Folds = isShort ? 3 : 5,
    NestedFolds = isShort ? 2 : 3,
    CheckpointFolder = Path.Combine(folder, "fits"),
}).SetDataset(studies, ml.Transforms.LoadCtSeries("Volume", nameof(CtStudy.SeriesPath), baseFolder: cohort));

StrategyExperimentResult result;
try
{
    int rows = File.ReadLines(Path.Combine(cohort, "studies.csv")).Count() - 1;
    result = LiveProgress.Show(ml, rows, monitor => experiment.SetMonitor(monitor).Run(stop.Token));
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("Stopped. Start it again to go on.");
    return 1;
}

// 4. Both tasks side by side, and a plain statement of what can be said.
ResultTable.Print(result);
AnsiConsole.WriteLine();
AnsiConsole.WriteLine(result.Statement);
AnsiConsole.MarkupLineInterpolated($"[grey]{result.EmbeddingPasses} encoder pass of {result.EmbeddingSeconds:F1} s served {result.RunDetails.Count} strategies, whose fits took {result.RunDetails.Sum(r => r.RuntimeInSeconds):F1} s on the outer folds.[/]");
string reportPath = Path.Combine(folder, "report.html");
result.WriteReport(reportPath);
AnsiConsole.MarkupLineInterpolated($"One page of all that, without network or script: {reportPath}");

// 5. The recommended strategy, fitted on all rows, is an ordinary model: from the path of a series to a grade.
if (result.Model is not null)
{
    string modelPath = Path.Combine(folder, "recommended.zip");
    ml.Model.Save(result.Model, studies.Schema, modelPath);
    AnsiConsole.MarkupLineInterpolated($"Saved {modelPath} ({new FileInfo(modelPath).Length / 1024} KB): {result.RecommendedRun.Trial.ShortName}.");
}

return 0;
