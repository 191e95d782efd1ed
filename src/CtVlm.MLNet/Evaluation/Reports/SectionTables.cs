using System.Text;
using static CtVlm.MLNet.TableText;

namespace CtVlm.MLNet;

/// <summary>Sections that more than one table has. Each starts with an empty line.</summary>
internal static class SectionTables
{
    /// <summary>Lines of a name and a value.</summary>
    public static void AppendValues(StringBuilder text, string title, params IEnumerable<(string Name, double Value)> values)
    {
        TextTable table = new(maxWidth: 40);
        table.Add(title, "model");
        foreach ((string name, double value) in values)
        {
            table.Add(name, Number(value));
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>The model beside the reference levels, then values without level.</summary>
    public static void AppendSummary(
        StringBuilder text,
        IReadOnlyList<ReferenceLevel> levels,
        IEnumerable<(string Name, double Model, Func<ReferenceLevel, double> Level)> compared,
        IEnumerable<(string Name, double Model)> alone)
    {
        TextTable table = new();
        table.Add("summary", "model", "majority", "chance", "chance, own margins");
        foreach ((string name, double model, Func<ReferenceLevel, double> level) in compared)
        {
            table.Add([name, Number(model), .. levels.Select(level).Select(Number)]);
        }

        foreach ((string name, double model) in alone)
        {
            table.Add(name, Number(model), string.Empty, string.Empty, string.Empty);
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>Counts and rates of calls, one line each.</summary>
    public static void AppendCalls(StringBuilder text, string title, IEnumerable<(string Name, ClinicalTwoWayMetrics Call)> calls)
    {
        TextTable table = new();
        table.Add(title, "TP", "FP", "FN", "TN", "sensitivity", "specificity", "PPV", "NPV", "F1", "Youden");
        foreach ((string name, ClinicalTwoWayMetrics c) in calls)
        {
            table.Add(
                [
                    name,
                    .. new[] { c.TruePositives, c.FalsePositives, c.FalseNegatives, c.TrueNegatives }.Select(Whole),
                    .. new[] { c.Sensitivity, c.Specificity, c.Ppv, c.Npv, c.F1, c.Youden }.Select(Number),
                ]);
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>Sensitivities at specificities, one line for each target of each owner.</summary>
    public static void AppendOperatingPoints(StringBuilder text, IEnumerable<(string Name, IReadOnlyList<SensitivityAtSpecificity> Points)> owners)
    {
        TextTable table = new();
        table.Add("sensitivity at specificity", "specificity", "sensitivity", "score from", "linear");
        foreach ((string name, IReadOnlyList<SensitivityAtSpecificity> points) in owners)
        {
            foreach (SensitivityAtSpecificity point in points)
            {
                table.Add(name, Number(point.Specificity), Number(point.Sensitivity), Threshold(point.Threshold), Number(point.LinearSensitivity));
            }
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>Net benefits, one line a threshold, two columns an owner; nothing where there is no curve.</summary>
    public static void AppendDecisionCurves(StringBuilder text, IReadOnlyList<(string Name, IReadOnlyList<DecisionCurvePoint> Curve)> owners)
    {
        if (owners.Count == 0 || owners[0].Curve.Count == 0)
        {
            return;
        }

        TextTable table = new();
        table.Add(["net benefit at", .. owners.SelectMany(owner => new[] { $"{owner.Name} model", "treat all" })]);
        for (int i = 0; i < owners[0].Curve.Count; i++)
        {
            table.Add([
                Number(owners[0].Curve[i].Threshold),
                .. owners.SelectMany(owner => new[] { Number(owner.Curve[i].Model), Number(owner.Curve[i].TreatAll) })]);
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>Reliability bins that hold rows, one table for each diagram that has bins.</summary>
    public static void AppendReliability(StringBuilder text, IEnumerable<(string Name, ReliabilityDiagram Diagram)> diagrams)
    {
        foreach ((string name, ReliabilityDiagram diagram) in diagrams.Where(named => named.Diagram.Bins.Count > 0))
        {
            TextTable table = new(maxWidth: 40);
            table.Add($"reliability, {Name(diagram.Binning)}, {name}", "n", "mean score", "observed");
            foreach (ReliabilityBin bin in diagram.Bins.Where(bin => bin.Count > 0))
            {
                table.Add($"{Number(bin.Lower)} to {Number(bin.Upper)}", Whole(bin.Count), Number(bin.MeanScore), Number(bin.Fraction));
            }

            table.AppendTo(text.Append('\n'));
        }
    }

    /// <summary>The placing of bins in words.</summary>
    public static string Name(ReliabilityBinning binning) => binning == ReliabilityBinning.EqualWidth ? "equal width" : "equal mass";

    /// <summary>One line a subgroup; nothing without subgroups.</summary>
    public static void AppendSubgroups<TMetrics>(
        StringBuilder text, IReadOnlyList<ClinicalSubgroup<TMetrics>> subgroups, IReadOnlyList<(string Name, Func<TMetrics, double> Value)> columns)
        where TMetrics : class
    {
        if (subgroups.Count == 0)
        {
            return;
        }

        TextTable table = new();
        table.Add(["subgroup", "n", "patients", .. columns.Select(column => column.Name)]);
        foreach (ClinicalSubgroup<TMetrics> subgroup in subgroups)
        {
            table.Add([
                subgroup.Value ?? "(missing)",
                Whole(subgroup.Count),
                subgroup.Groups is int groups ? Whole(groups) : string.Empty,
                .. columns.Select(column => subgroup.Metrics is null ? string.Empty : Number(column.Value(subgroup.Metrics)))]);
        }

        table.AppendTo(text.Append('\n'));
    }

    /// <summary>The counts of actual against predicted classes.</summary>
    public static void AppendConfusion(StringBuilder text, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<long>> counts)
    {
        TextTable table = new();
        table.Add(["actual \\ predicted", .. names]);
        for (int k = 0; k < names.Count; k++)
        {
            table.Add([names[k], .. counts[k].Select(Whole)]);
        }

        table.AppendTo(text.Append('\n'));
    }
}
