using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes the metrics for people.</summary>
internal static class ClinicalTable
{
    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalClassificationMetrics metrics)
    {
        StringBuilder text = new();
        AppendHeading(text, metrics);
        AppendClasses(text.Append('\n'), metrics);
        AppendSummary(text.Append('\n'), metrics);
        AppendConfusion(text.Append('\n'), metrics);
        AppendReasons(text, metrics);
        return text.ToString().TrimEnd('\n');
    }

    private static void AppendHeading(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Plural(metrics.Count, "row")}");
        if (metrics.Groups is int groups)
        {
            text.Append(CultureInfo.InvariantCulture, $" of {Plural(groups, "patient")}");
        }

        string order = metrics.ClassOrder == ClinicalClassOrder.ByValue ? "value" : "key";
        string classes = metrics.ClassNames.Count == 1 ? "1 class" : $"{metrics.ClassNames.Count} classes";
        text.Append(CultureInfo.InvariantCulture, $", {classes} in order of {order}");
        if (metrics.MissingLabelRows > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {Plural(metrics.MissingLabelRows, "row")} without label left out");
        }

        text.Append('\n');
    }

    private static void AppendClasses(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        TextTable table = new();
        table.Add("class", "n", "prevalence", "sensitivity", "specificity", "PPV", "NPV", "F1");
        foreach (ClinicalClassMetrics c in metrics.PerClass)
        {
            table.Add(
                c.Name, Whole(c.Count), Number(c.Prevalence), Number(c.Sensitivity), Number(c.Specificity), Number(c.Ppv), Number(c.Npv), Number(c.F1));
        }

        table.Add(
            "macro mean",
            Whole(metrics.Count),
            string.Empty,
            Number(metrics.MacroSensitivity),
            Number(metrics.MacroSpecificity),
            Number(metrics.MacroPpv),
            Number(metrics.MacroNpv),
            Number(metrics.MacroF1));
        table.AppendTo(text);
    }

    private static void AppendSummary(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        ReferenceLevel[] levels = [metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel];
        TextTable table = new();
        table.Add("summary", "model", "majority", "chance", "chance, own margins");
        AddRow(table, "accuracy", metrics.Accuracy, levels.Select(level => level.Accuracy));
        AddRow(table, "balanced accuracy", metrics.BalancedAccuracy, levels.Select(level => level.BalancedAccuracy));
        AddRow(table, "within 1 class", metrics.Within1, levels.Select(level => level.Within1));
        AddRow(table, "mean absolute error", metrics.MeanAbsoluteError, levels.Select(level => level.MeanAbsoluteError));
        AddRow(table, "quadratic weighted kappa", metrics.QuadraticWeightedKappa, levels.Select(level => level.QuadraticWeightedKappa));
        AddModel(table, "linear weighted kappa", metrics.LinearWeightedKappa);
        AddModel(table, "kappa", metrics.Kappa);
        AddModel(table, "Matthews correlation", metrics.MatthewsCorrelation);
        AddModel(table, "weighted F1", metrics.WeightedF1);
        AddModel(table, "macro mean absolute error", metrics.MacroMeanAbsoluteError);
        table.AppendTo(text);
    }

    private static void AppendConfusion(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        TextTable table = new();
        table.Add(["actual \\ predicted", .. metrics.ClassNames]);
        for (int k = 0; k < metrics.ClassNames.Count; k++)
        {
            table.Add([metrics.ClassNames[k], .. metrics.ConfusionMatrix[k].Select(Whole)]);
        }

        table.AppendTo(text);
    }

    private static void AppendReasons(StringBuilder text, ClinicalClassificationMetrics metrics)
    {
        List<string> reasons = [];
        reasons.AddRange(metrics.Undefined.Select(pair => $"{pair.Key}: {pair.Value}"));
        reasons.AddRange(metrics.PerClass.SelectMany(c => c.Undefined.Select(pair => $"{pair.Key} of class {c.Name}: {pair.Value}")));
        ReferenceLevel[] levels = [metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel];
        reasons.AddRange(levels.SelectMany(level => level.Undefined.Select(pair => $"{pair.Key}, {level.Rule}: {pair.Value}")));
        if (reasons.Count > 0)
        {
            text.Append("\nundefined\n");
            reasons.ForEach(reason => text.Append("  ").Append(reason).Append('\n'));
        }
    }

    private static void AddRow(TextTable table, string name, double model, IEnumerable<double> levels)
        => table.Add([name, Number(model), .. levels.Select(Number)]);

    private static void AddModel(TextTable table, string name, double model)
        => table.Add(name, Number(model), string.Empty, string.Empty, string.Empty);

    private static string Number(double value)
    {
        string text = double.IsNaN(value) ? "undefined" : value.ToString("0.000", CultureInfo.InvariantCulture);
        return text == "-0.000" ? "0.000" : text;
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Plural(long count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
