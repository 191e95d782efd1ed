using System.CommandLine;
using Microsoft.ML;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm predict</c>: predictions of a saved model.</summary>
internal static class PredictCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> model = new("MODEL.zip") { Description = "A model saved by ml.Model.Save from a pipeline that starts from CtStudy rows." };
        Argument<string> cohort = new("COHORT") { HelpName = "PATH|STUDIES.csv", Description = "A folder, zip archive or DICOMDIR whose CT series are all scored, or studies.csv." };
        Option<bool> json = CommonOptions.Json();
        Option<bool> strict = CommonOptions.Strict();
        Option<string> device = CommonOptions.Device();
        Option<string?> cache = CommonOptions.Cache();
        Option<int?> batch = CommonOptions.Batch();
        Command command = new(
            "predict",
            "Run a saved model over series: predicted label and a score for each class. A series that cannot be used is a row with its reason; ends with 1 only when all failed, or with --strict.")
        {
            model, cohort, json, strict, device, cache, batch,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            CtRuntimeOptions runtime = new() { Cache = CommonOptions.ReadCache(parsed.GetValue(cache)), BatchSize = parsed.GetValue(batch), CancellationToken = cancellationToken };
            CommonOptions.Check(parsed.GetRequiredValue(device), runtime);
            return RunAsync(
                console,
                parsed.GetRequiredValue(model),
                parsed.GetRequiredValue(cohort),
                CommonOptions.CreateContext(parsed.GetRequiredValue(device), runtime),
                parsed.GetValue(json),
                parsed.GetValue(strict),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ToolConsole console, string modelPath, string cohort, MLContext ml, bool json, bool strict, CancellationToken cancellationToken)
    {
        SeriesFinder.CheckExists(modelPath);
        StudyTable table = await StudyReader.ReadAsync(console, cohort, cancellationToken);
        ToolTorch.EnsureLoaded();
        List<PredictedStudy> predictions = await ProgressDisplay.RunAsync(
            console, "predict", progress => Task.Run(() => Predict(ml, modelPath, table.Studies, progress, cancellationToken), cancellationToken));
        if (json)
        {
            JsonOutput.Write(console.Out, new PredictDocument(predictions));
        }
        else
        {
            PredictTable.Write(console, predictions);
        }

        int failed = predictions.Count(prediction => !prediction.IsPredicted);
        if (failed > 0)
        {
            console.Warn($"{PlainText.Number(failed)} of {PlainText.Count(predictions.Count, "series", "series")} could not be scored.");
        }

        return failed == predictions.Count || (strict && failed > 0) ? ExitCode.Failed : ExitCode.Done;
    }

    private static List<PredictedStudy> Predict(
        MLContext ml, string modelPath, IReadOnlyList<Study> studies, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        using StudyPredictor predictor = StudyPredictor.Load(ml, modelPath);
        List<PredictedStudy> predictions = [];
        foreach (Study study in studies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            predictions.Add(predictor.Predict(study));
            progress.Report(new ProgressStep(predictions.Count, studies.Count));
        }

        return predictions;
    }
}
