// From a folder of DICOM series to a saved classifier, and back from the saved file to predictions in another process.
// The cohort is synthetic: `dotnet run -c Release --project samples/01-Quickstart` needs nothing but the SDK. `--short` takes fewer patients.
using System.Diagnostics;
using CtVlm.MLNet;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Quickstart;
using Spectre.Console;

if (args is ["predict", var modelFile, var seriesFolder])
{
    Prediction.Run(modelFile, seriesFolder);
    return 0;
}

bool isShort = args.Contains("--short");
string folder = Path.Combine(Path.GetTempPath(), "ctvlm-quickstart");
string cohort = Path.Combine(folder, isShort ? "cohort-short" : "cohort");
string modelPath = Path.Combine(folder, "ibd.zip");
var watch = Stopwatch.StartNew();

// 1. A cohort on disk: DICOM series, one or two a patient, and studies.csv. Your own cohort looks the same.
int patients = isShort ? 16 : 72;
var phantoms = new PhantomOptions { ImageSize = isShort ? 64 : 192, SliceCount = isShort ? 16 : 64 };
if (File.Exists(Path.Combine(cohort, "studies.csv")))
{
    AnsiConsole.MarkupLineInterpolated($"[grey]The cohort in {cohort} is used again.[/]");
}
else
{
    Bars.Show("Making a synthetic cohort", patients, bar =>
        PhantomCohort.Write(cohort, patients, seed: 1, phantoms, progress: new Reporter<PhantomProgress>(p => bar.Value = p.CompletedPatients)));
}

// 2. Rows come from the CSV; a split never cuts a patient. PatientId is text, so ML.NET hashes it instead of cutting it by order.
var ml = new MLContext(seed: 1);
IDataView studies = ml.Data.LoadFromTextFile<CtStudy>(Path.Combine(cohort, "studies.csv"), ',', hasHeader: true, allowQuoting: true);
DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(studies, testFraction: 0.3, samplingKeyColumnName: nameof(CtStudy.PatientId));

// 3. The pipeline, from path to features. Slices go through the encoder once; every later pass finds them in the cache.
VlmEncoder encoder = VlmEncoder.Demonstration();
AnsiConsole.MarkupLine("[grey]The encoder is the one that ships for trying things out: it was trained on synthetic images and reports alone, and knows nothing of patients.[/]");
var features = ml.Transforms.LoadCtSeries("Volume", nameof(CtStudy.SeriesPath), baseFolder: cohort)
    .Append(ml.Transforms.EmbedCt("Slices", "Volume", encoder, CtRendering.EnterographyRgb(SliceSelection.Uniform(16))))
    .Append(ml.Transforms.PoolEmbeddings("Embedding", "Slices", SlicePooling.Mean()))
    .Append(ml.Transforms.ProjectEmbeddings("Components", "Embedding", EmbeddingProjection.Pca(8)))
    .Append(ml.Transforms.NormalizeMeanVariance("Features", "Components", fixZero: false))
    .Append(ml.Transforms.Conversion.MapValueToKey("Label", nameof(CtStudy.Severity), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));

int rows = File.ReadLines(Path.Combine(cohort, "studies.csv")).Count() - 1;
Bars.Show("Embedding the series", rows, bar =>
{
    ml.ConfigureCtVlm(new CtRuntimeOptions { Progress = new Reporter<EmbedProgress>(p => bar.Value = p.SeriesDone) });
    IEstimator<ITransformer> embed = ml.Transforms.LoadCtSeries("Volume", nameof(CtStudy.SeriesPath), baseFolder: cohort)
        .Append(ml.Transforms.EmbedCt("Slices", "Volume", encoder, CtRendering.EnterographyRgb(SliceSelection.Uniform(16))));
    IDataView embedded = embed.Fit(studies).Transform(studies);
    foreach (float[] _ in embedded.GetColumn<float[]>("Slices"))
    {
    }
});

// 4. Three ML.NET trainers on the same features, evaluated patient by patient, chance levels beside them. The checkpoint spares a trainer's
// many passes even the look into the embedding cache.
(string Name, IEstimator<ITransformer> Trainer)[] trainers =
[
    ("FastTree, OVA", ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 8, minimumExampleCountPerLeaf: 4))),
    ("LightGBM", ml.MulticlassClassification.Trainers.LightGbm(numberOfLeaves: 8, minimumExampleCountPerLeaf: 4)),
    ("L-BFGS", ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
];
var table = new ResultTable();
ITransformer? saved = null;
foreach ((string name, IEstimator<ITransformer> trainer) in trainers)
{
    ITransformer model = features.AppendCacheCheckpoint(ml).Append(trainer)
        .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedSeverity", "PredictedLabel"))
        .Fit(split.TrainSet);
    ClinicalClassificationMetrics metrics = ml.MulticlassClassification.EvaluateClinical(model.Transform(split.TestSet), groupColumnName: nameof(CtStudy.PatientId));
    table.Add(name, metrics);
    saved = model;
}

table.Print();

// 5. One file holds the pipeline; another process loads it with nothing registered. The simplest model was chosen beforehand:
// picking the best of three on the test patients would flatter it.
ml.Model.Save(saved ?? throw new InvalidOperationException("No trainer gave a model."), studies.Schema, modelPath);
AnsiConsole.MarkupLineInterpolated($"Saved {modelPath} ({new FileInfo(modelPath).Length / 1024} KB). A second process predicts from it:");
int exitCode = Prediction.RunInAnotherProcess(modelPath, cohort);
AnsiConsole.MarkupLineInterpolated($"[grey]{watch.Elapsed.TotalSeconds:F0} s in all.[/]");
return exitCode;
