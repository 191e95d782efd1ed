using CtVlm.MLNet;
using Spectre.Console;

namespace Quickstart;

/// <summary>One row a trainer, and the levels that need no learning beside them.</summary>
internal sealed class ResultTable
{
    private readonly Table _table = new Table { Title = new TableTitle("Severity 0, 1, 2 on held-out patients") }
        .AddColumns("", "Accuracy", "Balanced", "Macro F1", "QWK", "MAE", "Within 1");

    private ClinicalClassificationMetrics? _last;

    public void Add(string name, ClinicalClassificationMetrics metrics)
    {
        _last = metrics;
        _table.AddRow(
            name,
            Number(metrics.Accuracy),
            Number(metrics.BalancedAccuracy),
            Number(metrics.MacroF1),
            Number(metrics.QuadraticWeightedKappa),
            Number(metrics.MeanAbsoluteError),
            Number(metrics.Within1));
    }

    public void Print()
    {
        ClinicalClassificationMetrics metrics = _last ?? throw new InvalidOperationException("The table is empty.");
        _table.AddRow("commonest class", Number(metrics.MajorityLevel.Accuracy), Number(metrics.MajorityLevel.BalancedAccuracy), "", "0.000", Number(metrics.MajorityLevel.MeanAbsoluteError), Number(metrics.MajorityLevel.Within1));
        _table.AddRow("chance", Number(metrics.ChanceLevel.Accuracy), Number(metrics.ChanceLevel.BalancedAccuracy), "", "0.000", Number(metrics.ChanceLevel.MeanAbsoluteError), Number(metrics.ChanceLevel.Within1));
        _table.Caption = new TableTitle($"{metrics.Count} series of {metrics.Groups} patients; with so few, differences of 0.1 mean little. Balanced: mean sensitivity. QWK: quadratic weighted kappa. MAE and within 1: in grades.");
        AnsiConsole.Write(_table);
    }

    private static string Number(double value) => value.ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
}
