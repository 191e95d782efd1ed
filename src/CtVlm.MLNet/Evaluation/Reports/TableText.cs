using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Cells and headings that all tables share; numbers in invariant format with three decimals.</summary>
internal static class TableText
{
    /// <summary>A number, "undefined" for NaN; no minus sign before zero.</summary>
    public static string Number(double value)
    {
        string text = double.IsNaN(value) ? "undefined" : value.ToString("0.000", CultureInfo.InvariantCulture);
        return text == "-0.000" ? "0.000" : text;
    }

    /// <summary>A threshold; "nobody" where no row may be called positive.</summary>
    public static string Threshold(double value) => double.IsPositiveInfinity(value) ? "nobody" : Number(value);

    /// <summary>A count.</summary>
    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A count with its noun.</summary>
    public static string Plural(long count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");

    /// <summary>Rows, patients and what was left out, as one line.</summary>
    public static void AppendHeading(StringBuilder text, EvaluationFrame frame, string classes)
    {
        text.Append(Plural(frame.Count, "row"));
        if (frame.Groups is int groups)
        {
            text.Append(" of ").Append(Plural(groups, "patient"));
        }

        text.Append(", ").Append(classes);
        if (frame.MissingLabelRows > 0)
        {
            text.Append("; ").Append(Plural(frame.MissingLabelRows, "row")).Append(" without label left out");
        }

        text.Append('\n');
    }

    /// <summary>How many classes, and why in this order.</summary>
    public static string Classes(EvaluationFrame frame)
    {
        string order = frame.Axis.Order == ClinicalClassOrder.ByValue ? "value" : "key";
        return $"{(frame.Axis.Names.Count == 1 ? "1 class" : $"{frame.Axis.Names.Count} classes")} in order of {order}";
    }

    /// <summary>The reasons of what is undefined, one line a reason and an owner.</summary>
    /// <param name="text">Where to append.</param>
    /// <param name="owners">Reasons by property, and whose they are ("" for the whole).</param>
    public static void AppendReasons(StringBuilder text, IEnumerable<(string Owner, IReadOnlyDictionary<string, string> Reasons)> owners)
    {
        List<string> lines = [];
        foreach ((string owner, IReadOnlyDictionary<string, string> reasons) in owners)
        {
            foreach (IGrouping<string, string> same in reasons.GroupBy(pair => pair.Value, pair => pair.Key))
            {
                lines.Add($"  {string.Join(", ", same)}{owner}: {same.Key}\n");
            }
        }

        if (lines.Count > 0)
        {
            text.Append("\nundefined\n");
            lines.ForEach(line => text.Append(line));
        }
    }
}
