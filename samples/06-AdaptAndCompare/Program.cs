// The paper's question, asked honestly: which pooling, which adapters and which rendering serve grading, which serve finding a patient's images by the report?
// Every configuration is adapted on the same patients and judged on the same others, with intervals; nothing is tuned on what it is judged by.
// `dotnet run -c Release --project samples/06-AdaptAndCompare` takes about an hour on two cores; `--short` takes a minute and shows only how it goes.
// Stop it with Ctrl-C and start it again: finished configurations are kept, and the one that was stopped goes on at its last checkpoint.
using AdaptAndCompare;
using CtVlm.MLNet;
using CtVlm.MLNet.Phantoms;
using Microsoft.ML;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
}

bool isShort = args.Contains("--short");
StudyPlan plan = isShort ? StudyPlan.Short : StudyPlan.Full;
string folder = Path.Combine(Path.GetTempPath(), "ctvlm-adapt-and-compare", isShort ? "short" : "full");
string cohort = Path.Combine(folder, "cohort");
if (isShort && Directory.Exists(folder))
{
    // Only the study is worth going on with.
    Directory.Delete(folder, recursive: true);
}

// 1. A cohort on disk: DICOM series, grades, reports.
if (!File.Exists(Path.Combine(cohort, "studies.csv")))
{
    PhantomOptions phantoms = new() { ImageSize = plan.ImageSize, SliceCount = plan.SliceCount, SeriesPerPatient = 1 };
    AnsiConsole.Status().Start("Making a synthetic cohort", _ => PhantomCohort.Write(cohort, plan.Patients, seed: 11, phantoms));
}

// 2. Patients to learn from and patients to be judged by. Positives of each other: series whose reports name the same grade, place and signs.
var ml = new MLContext(seed: 1);
IDataView studies = ml.Data.LoadFromEnumerable(ReportKeys.Add(ml, cohort));
CtHoldout split = ml.CtVlm().StratifiedGroupHoldout(studies, testFraction: 0.5, nameof(KeyedStudy.Severity), nameof(KeyedStudy.PatientId), seed: 1);
AnsiConsole.MarkupLineInterpolated($"[grey]{plan.Encoder.Name}; synthetic patients: what follows says nothing about real ones.[/]");

// 3. Every configuration.
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
List<ConfigurationResult> results = [];
ConfigurationRunner runner = new(ml, plan, split, Path.Combine(folder, plan.Encoder.GetHash()[..8]));
try
{
    foreach (Configuration configuration in plan.Configurations)
    {
        ConfigurationResult result = StepDisplay.Show($"{configuration}", progress => runner.Run(configuration, progress, stop.Token));
        AnsiConsole.MarkupLineInterpolated($"{configuration}: accuracy {result.Accuracy:F3}, MRR {result.Mrr:F3} [grey]({result.Seconds:F0} s)[/]");
        results.Add(result);
    }
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("Stopped. Start it again to go on.");
    return 1;
}

// 4. The table, and whether the paper's trade-off shows here. README.md says what a full run gave.
ResultTable.Print(results);
foreach (string sentence in TradeOff.Describe(results))
{
    AnsiConsole.WriteLine(sentence);
}

AnsiConsole.WriteLine("The encoder was trained on three windows of axial slices, pooled by their mean: other renderings and poolings are new to it, and adapters have few steps to change that.");

return 0;
