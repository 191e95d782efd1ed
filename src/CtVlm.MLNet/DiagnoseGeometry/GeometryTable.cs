using System.Globalization;
using System.Text;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Writes a diagnosis for people.</summary>
internal static class GeometryTable
{
    // The longest name of a figure fits.
    private const int MaxCell = 50;

    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(GeometryDiagnosis diagnosis)
    {
        StringBuilder text = new();
        AppendHeading(text, diagnosis);
        foreach (FigureGroup group in diagnosis.Groups)
        {
            text.Append('\n').Append(group.Title).Append('\n');
            AppendGroup(text, group);
        }

        AppendLines(text, "notes", diagnosis.Notes);
        AppendLines(text, "undefined", Reasons(diagnosis));
        return text.ToString().TrimEnd('\n');
    }

    private static void AppendHeading(StringBuilder text, GeometryDiagnosis diagnosis)
    {
        text.Append(CultureInfo.InvariantCulture, $"{diagnosis.ColumnName}: {diagnosis.Rows} rows of {diagnosis.Width} values");
        if (diagnosis.Patients is int patients)
        {
            text.Append(CultureInfo.InvariantCulture, $", {patients} patients");
        }

        if (diagnosis.ClassNames.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {diagnosis.ClassNames.Count} classes");
        }

        AppendLeftOut(text, diagnosis.MissingRows, "rows with missing values left out");
        AppendLeftOut(text, diagnosis.ZeroRows, "zero rows left out of cosines");
        AppendLeftOut(text, diagnosis.UnlabelledRows, "rows without class left out of the classes");
        text.Append('\n');
    }

    private static void AppendLeftOut(StringBuilder text, long count, string what)
    {
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {count} {what}");
        }
    }

    // A name with its qualifiers would be shortened in one cell, so they get a column of their own.
    private static void AppendGroup(StringBuilder text, FigureGroup group)
    {
        TextTable table = new(MaxCell);
        foreach (NamedFigure figure in group.Figures)
        {
            int comma = figure.Name.IndexOf(", ", StringComparison.Ordinal);
            table.Add(
                "  " + FigureNames.ToWords(comma < 0 ? figure.Name : figure.Name[..comma]),
                comma < 0 ? "" : figure.Name[(comma + 2)..],
                Number(figure.Figure));
        }

        if (group.Figures.Count > 0)
        {
            table.AppendTo(text);
        }
    }

    private static IEnumerable<string> Reasons(GeometryDiagnosis diagnosis) =>
        from grouped in diagnosis.Groups
        from figure in grouped.Figures
        where !figure.Figure.IsDefined
        select $"{grouped.Title}, {FigureNames.ToWords(figure.Name)}: {figure.Figure.Undefined}";

    private static void AppendLines(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            text.Append('\n').Append(title).Append('\n');
            Array.ForEach(all, line => text.Append("  ").Append(line).Append('\n'));
        }
    }

    private static string Number(GeometryFigure figure)
    {
        string text = !figure.IsDefined ? "undefined"
            : figure.Value == Math.Truncate(figure.Value) && Math.Abs(figure.Value) is > 1 and < 1e9 ? figure.Value.ToString("0", CultureInfo.InvariantCulture)
            : figure.Value.ToString("0.000", CultureInfo.InvariantCulture);
        return text == "-0.000" ? "0.000" : text;
    }
}
