using System.Globalization;
using Spectre.Console;

namespace AdaptAndCompare;

/// <summary>Both tasks side by side.</summary>
internal static class ResultTable
{
    public static void Print(IReadOnlyList<ConfigurationResult> results)
    {
        Table table = new Table { Title = new TableTitle($"{results[0].IsRight.Count} patients that nothing was adapted on"), Border = TableBorder.Simple }
            .AddColumns("Rendering", "Adapters", "Pooling", "Accuracy", "QWK", "Report to images, MRR", "Seconds");
        foreach (ConfigurationResult result in results)
        {
            table.AddRow(
                result.Configuration.RenderingName,
                result.Configuration.Adapters.Length == 0 ? "frozen" : result.Configuration.Adapters,
                result.Configuration.PoolingName,
                $"{PairedInterval.Of([.. result.IsRight.Select(right => right ? 1.0 : 0)])}".EscapeMarkup(),
                result.Kappa.ToString("F3", CultureInfo.InvariantCulture),
                $"{PairedInterval.Of(result.ReciprocalRanks)}".EscapeMarkup(),
                result.Seconds.ToString("F0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(FormattableString.Invariant($"Without knowledge: accuracy {results[0].MajorityAccuracy:F3} (the commonest grade), MRR {results[0].RandomMrr:F3} (random order). 95 % intervals by patient."));
    }
}
