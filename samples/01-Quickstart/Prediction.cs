using System.Diagnostics;
using CtVlm.MLNet;
using Microsoft.ML;
using Spectre.Console;

namespace Quickstart;

/// <summary>Predicts the series of a folder with a saved model.</summary>
internal static class Prediction
{
    private const int Shown = 6;

    public static int RunInAnotherProcess(string model, string folder)
    {
        string self = typeof(Prediction).Assembly.Location;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [self, "predict", model, folder]))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    public static void Run(string modelPath, string folder)
    {
        var ml = new MLContext();
        ITransformer model = ml.Model.Load(modelPath, out _);
        IEnumerable<CtStudy> series = ml.Data.CreateEnumerable<CtSeriesRow>(ml.Data.LoadFromDicomFolder(folder), reuseRowObject: false)
            .Take(Shown)
            .Select(row => new CtStudy { SeriesPath = row.SeriesPath });
        using PredictionEngine<CtStudy, SeverityPrediction> engine = ml.Model.CreatePredictionEngine<CtStudy, SeverityPrediction>(model);
        var table = new Table().AddColumns("Series", "Severity", "Score 0", "Score 1", "Score 2");
        foreach (CtStudy study in series)
        {
            SeverityPrediction prediction = engine.Predict(study);
            string name = Path.GetRelativePath(folder, study.SeriesPath.Split('|')[0]);
            table.AddRow([name, $"{prediction.PredictedSeverity:F0}", .. prediction.Score.Select(s => s.ToString("F2", System.Globalization.CultureInfo.InvariantCulture))]);
        }

        AnsiConsole.Write(table);
    }
}
