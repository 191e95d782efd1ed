using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>How even a split is.</summary>
public sealed class CtSplitBalance
{
    private CtSplitBalance(IReadOnlyList<string> classNames, CtSplitPart whole, IReadOnlyList<CtSplitPart> parts)
    {
        ClassNames = classNames;
        Whole = whole;
        Parts = parts;
        Notes =
        [
            .. parts.SelectMany(part => part.ClassCounts.Index()
                .Where(c => c.Item == 0)
                .Select(c => $"{part.Name} has no row of class '{classNames[c.Index]}': metrics that need one are undefined there.")),
        ];
    }

    /// <summary>The classes, in order; empty where no label column is known.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>All rows.</summary>
    public CtSplitPart Whole { get; }

    /// <summary>Each fold, or each side.</summary>
    public IReadOnlyList<CtSplitPart> Parts { get; }

    /// <summary>Largest distance between a class's share in a part and in the whole, 0 to 1; 0 without classes.</summary>
    public double MaxShareDeviation => Parts
        .SelectMany(part => part.ClassShares.Zip(Whole.ClassShares, (own, all) => Math.Abs(own - all))).DefaultIfEmpty().Max();

    /// <summary>What patients did not allow to balance.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The parts as a table for people: rows, patients, and share of each class in per cent.</summary>
    /// <returns>Lines of text.</returns>
    public string ToTable()
    {
        TextTable table = new();
        table.Add(["", "rows", "patients", .. ClassNames]);
        foreach (CtSplitPart part in (IEnumerable<CtSplitPart>)[.. Parts, Whole])
        {
            table.Add([part.Name, Text(part.Rows), part.Patients is { } patients ? Text(patients) : "", .. part.ClassShares.Select(share => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %")]);
        }

        StringBuilder text = new();
        table.AppendTo(text);
        foreach (string note in Notes)
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Counts the rows of each part.</summary>
    internal static CtSplitBalance Of(SplitSource source, int[] partOfRow, IReadOnlyList<string> names) => new(
        source.ClassNames,
        Count(source, "all", [.. Enumerable.Range(0, partOfRow.Length)]),
        [.. names.Select((name, part) => Count(source, name, [.. Enumerable.Range(0, partOfRow.Length).Where(row => partOfRow[row] == part)]))]);

    private static CtSplitPart Count(SplitSource source, string name, int[] rows)
    {
        int[] counts = new int[source.ClassNames.Length];
        foreach (int row in source.Labels.Length == 0 ? [] : rows)
        {
            counts[source.Labels[row]]++;
        }

        return new CtSplitPart(name, rows.Length, source.Patients.Length == 0 ? null : rows.Select(row => source.Patients[row]).Distinct().Count(), counts);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
