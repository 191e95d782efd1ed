using System.Text;
using static CtVlm.MLNet.TableText;

namespace CtVlm.MLNet;

/// <summary>Writes multiclass metrics for people.</summary>
internal static class ClinicalTable
{
    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalClassificationMetrics metrics)
    {
        StringBuilder text = new();
        AppendHeading(text, metrics.Ordinal.Frame, Classes(metrics.Ordinal.Frame));
        AppendClasses(text.Append('\n'), metrics);
        OrdinalTable.AppendSummary(
            text, metrics.Ordinal, [("Matthews correlation", metrics.MatthewsCorrelation), ("weighted F1", metrics.WeightedF1), ("micro F1", metrics.MicroF1)]);
        SectionTables.AppendConfusion(text, metrics.ClassNames, metrics.ConfusionMatrix);
        SectionTables.AppendValues(text, "scores", [.. Scores(metrics), .. OrdinalTable.Scores(metrics.Ordinal)]);
        AppendAuroc(text, metrics);
        CutPointTables.Append(text, metrics.CutPoints);
        AppendCalibration(text, metrics);
        SectionTables.AppendReliability(text, Diagrams(metrics));
        SectionTables.AppendSubgroups(
            text,
            metrics.Subgroups,
            [
                ("balanced accuracy", m => m.BalancedAccuracy),
                ("macro F1", m => m.MacroF1),
                ("quadratic kappa", m => m.QuadraticWeightedKappa),
                ("macro AUROC", m => m.AurocOneVsRest.Macro),
                ("log-loss", m => m.LogLoss),
                ("ECE", m => m.EqualWidthCalibration.TopLabel.ExpectedCalibrationError),
            ]);
        TableText.AppendReasons(text, Reasons(metrics));
        return text.ToString().TrimEnd('\n');
    }

    private static void AppendClasses(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        TextTable table = new();
        table.Add("class", "n", "prevalence", "sensitivity", "specificity", "PPV", "NPV", "F1", "Youden", "AUROC", "av. precision");
        foreach (ClinicalClassMetrics c in metrics.PerClass)
        {
            double[] values = [c.Prevalence, c.Sensitivity, c.Specificity, c.Ppv, c.Npv, c.F1, c.Youden, c.Auroc, c.AveragePrecision];
            table.Add([c.Name, Whole(c.Count), .. values.Select(Number)]);
        }

        double[] means = [metrics.MacroSensitivity, metrics.MacroSpecificity, metrics.MacroPpv, metrics.MacroNpv, metrics.MacroF1];
        table.Add([
            "macro mean",
            Whole(metrics.Count),
            string.Empty,
            .. means.Select(Number),
            string.Empty,
            Number(metrics.AurocOneVsRest.MacroOfDefined),
            Number(metrics.MacroAveragePrecision)]);
        table.AppendTo(text);
    }

    private static IEnumerable<(string Name, double Value)> Scores(ClinicalClassificationMetrics metrics)
        =>
        [
            ("log-loss", metrics.LogLoss),
            ("Brier score, 0 to 2", metrics.BrierScore),
            ("Brier score, half of it", metrics.HalfBrierScore),
        ];

    private static void AppendAuroc(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        TextTable table = new();
        table.Add("AUROC", "macro", "weighted", "macro of defined", "weighted of defined");
        foreach ((string name, ClinicalAurocMeans means) in new[] { ("one against rest", metrics.AurocOneVsRest), ("one against one", metrics.AurocOneVsOne) })
        {
            table.Add(name, Number(means.Macro), Number(means.Weighted), Number(means.MacroOfDefined), Number(means.WeightedOfDefined));
        }

        table.AppendTo(text.Append('\n'));
        if (metrics.ClassPairs.Count > 1)
        {
            TextTable pairs = new(maxWidth: 40);
            pairs.Add("pair", "AUROC", "share of rows");
            foreach (ClinicalClassPair pair in metrics.ClassPairs)
            {
                pairs.Add(PairName(pair), Number(pair.Auroc), Number(pair.Weight));
            }

            pairs.AppendTo(text.Append('\n'));
        }
    }

    private static void AppendCalibration(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        ClinicalCalibration[] both = [metrics.EqualWidthCalibration, metrics.EqualMassCalibration];
        TextTable table = new();
        table.Add(["calibration error", .. both.SelectMany(c => new[] { $"ECE, {SectionTables.Name(c.Binning)}", $"MCE, {SectionTables.Name(c.Binning)}" })]);
        table.Add(["top label", .. both.SelectMany(c => Errors(c.TopLabel))]);
        table.Add(
            ["class-wise", .. both.SelectMany(c => new[] { Number(c.ClassWiseExpectedCalibrationError), Number(c.ClassWiseMaximumCalibrationError) })]);
        for (int k = 0; k < metrics.ClassNames.Count; k++)
        {
            table.Add([$"class {metrics.ClassNames[k]}", .. both.SelectMany(c => Errors(c.PerClass[k]))]);
        }

        table.AppendTo(text.Append('\n'));
    }

    private static string[] Errors(ReliabilityDiagram diagram) => [Number(diagram.ExpectedCalibrationError), Number(diagram.MaximumCalibrationError)];

    private static IEnumerable<(string Name, ReliabilityDiagram Diagram)> Diagrams(ClinicalClassificationMetrics metrics)
        => new[] { metrics.EqualWidthCalibration, metrics.EqualMassCalibration }
            .SelectMany(c => c.PerClass.Select(diagram => ($"class {diagram.Name}", diagram)).Prepend((c.TopLabel.Name, c.TopLabel)));

    // Diagrams share one reason with the calibration they belong to: it is not repeated for each of them.
    private static IEnumerable<(string Owner, IReadOnlyDictionary<string, string> Reasons)> Reasons(ClinicalClassificationMetrics metrics)
        =>
        [
            (string.Empty, metrics.Undefined),
            (" of calibration", metrics.EqualWidthCalibration.TopLabel.Undefined),
            .. metrics.PerClass.Select(c => ($" of class {c.Name}", c.Undefined)),
            (" of AUROC one against rest", metrics.AurocOneVsRest.Undefined),
            (" of AUROC one against one", metrics.AurocOneVsOne.Undefined),
            .. metrics.ClassPairs.Select(pair => ($" of pair {PairName(pair)}", pair.Undefined)),
            .. OrdinalTable.Reasons(metrics.Ordinal),
        ];

    private static string PairName(ClinicalClassPair pair) => $"{pair.First} and {pair.Second}";
}
