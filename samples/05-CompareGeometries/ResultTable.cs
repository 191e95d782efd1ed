using CtVlm.MLNet;
using Spectre.Console;

namespace CompareGeometries;

/// <summary>The strategies from best to worst.</summary>
internal static class ResultTable
{
    public static void Print(StrategyExperimentResult result)
    {
        Table table = new Table { Title = new TableTitle($"{result.Rows} series of {result.Patients} patients, {result.Folds} folds"), Border = TableBorder.Simple }
            .AddColumns("Pooling", "Projection", "Trainer", "Macro F1", "± SE", "QWK", "T2I MRR", "");
        foreach (StrategyRunDetail run in result.RunDetails.OrderByDescending(r => r.Metric))
        {
            string note = run == result.BestRun ? "best" : "";
            note += run == result.RecommendedRun ? " recommended" : "";
            table.AddRow(
                run.Strategy.Pooling.Name,
                run.Strategy.Projection.Name,
                run.Strategy.Trainer.Name.Split(':')[0],
                Number(run.ValidationMetrics?.MacroF1),
                Number(run.StandardError),
                Number(run.ValidationMetrics?.QuadraticWeightedKappa),
                Number(run.Retrieval?.Mrr),
                run.Status == StrategyRunStatus.Completed ? note : run.Status.ToString());
        }

        AnsiConsole.Write(table);
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("F3", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
