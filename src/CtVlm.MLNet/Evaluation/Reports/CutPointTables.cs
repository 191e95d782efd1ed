using System.Text;
using static CtVlm.MLNet.TableText;

namespace CtVlm.MLNet;

/// <summary>The sections about cut points.</summary>
internal static class CutPointTables
{
    /// <summary>Ranks, calls, operating points and decision curves; nothing where there is one class only.</summary>
    public static void Append(StringBuilder text, IReadOnlyList<ClinicalCutPoint> cuts)
    {
        if (cuts.Count == 0)
        {
            return;
        }

        TextTable table = new();
        table.Add("cut point", "positive", "prevalence", "AUROC", "average precision");
        foreach (ClinicalCutPoint cut in cuts)
        {
            table.Add(Name(cut), Whole(cut.Positives), Number(cut.Prevalence), Number(cut.Auroc), Number(cut.AveragePrecision));
        }

        table.AppendTo(text.Append('\n'));
        SectionTables.AppendCalls(text, "called by", cuts.SelectMany(Calls));
        SectionTables.AppendOperatingPoints(text, cuts.Select(cut => (Name(cut), cut.SensitivityAtSpecificity)));
        SectionTables.AppendDecisionCurves(text, [.. cuts.Select(cut => (Name(cut), cut.DecisionCurve))]);
    }

    /// <summary>Reasons of what is undefined.</summary>
    public static IEnumerable<(string Owner, IReadOnlyDictionary<string, string> Reasons)> Reasons(IEnumerable<ClinicalCutPoint> cuts)
        => cuts.SelectMany(cut => new[] { ($" of {Name(cut)}", cut.Undefined), ($" of {Name(cut)}, prediction", cut.ByPredicted.Undefined) }
            .Concat(cut.ByHalf is null ? [] : [($" of {Name(cut)}, score >= 0.5", cut.ByHalf.Undefined)]));

    private static string Name(ClinicalCutPoint cut) => $">= {cut.FromClass}";

    private static IEnumerable<(string Name, ClinicalTwoWayMetrics Call)> Calls(ClinicalCutPoint cut)
    {
        yield return ($"{Name(cut)}, prediction", cut.ByPredicted);
        if (cut.ByHalf is not null)
        {
            yield return ($"{Name(cut)}, score >= 0.5", cut.ByHalf);
        }
    }
}
