using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Says what leaks of an experiment mean, rows by number.</summary>
internal static class StrategyLeakText
{
    private const int MostListedRows = 5;

    private static readonly CtLeakOptions s_options = new();

    /// <summary>Whether a leak makes figures too good. A column that gives the class away does not by itself: strategies learn from volumes.</summary>
    public static bool Inflates(CtLeakFinding finding) => finding.Kind != CtLeakKind.RevealsLabel;

    /// <summary>The finding with the first of its rows only.</summary>
    public static CtLeakFinding Shorten(CtLeakFinding finding) => finding with
    {
        TrainRowNumbers = [.. finding.TrainRowNumbers.Take(s_options.MaxListedRows)],
        TestRowNumbers = [.. finding.TestRowNumbers.Take(s_options.MaxListedRows)],
    };

    /// <summary>A sentence or two for each way in which rows are shared, however many signs of it there are.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<CtLeakFinding> findings)
    {
        bool IsShared(CtLeakFinding finding) => finding.Kind is not (CtLeakKind.FittedOnTestRows or CtLeakKind.RevealsLabel);
        return findings.Where(IsShared).GroupBy(finding => string.Join(' ', finding.TestRowNumbers)).Select(Shared).Concat(findings.Where(f => !IsShared(f)).Select(Other));
    }

    private static string Shared(IGrouping<string, CtLeakFinding> signs)
    {
        CtLeakFinding first = signs.First();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{first.TestRows} rows share what is tested in another fold ({string.Join(", ", signs.Select(sign => sign.Kind).Distinct())}), the first: {Rows(first.TestRowNumbers)}. Are these one patient under several names?");
    }

    private static string Other(CtLeakFinding finding) => finding.Kind == CtLeakKind.RevealsLabel
        ? FormattableString.Invariant(
            $"Column '{finding.Column}' gives the class away in {finding.TestRows} rows: {Rule(finding.Description)}. No strategy learns from it, except through reports; keep it out of features, or name it in IgnoredColumns where it is another form of the class.")
        : FormattableString.Invariant(
            $"Step '{finding.Column}' was fitted on {finding.TestRows} rows that are tested on. Leave learning to poolings, projections and trainers: they are fitted on training rows only.");

    // What it was found by, without the advice that follows.
    private static string Rule(string description) => description.Split(", without", 2)[0];

    private static string Rows(IReadOnlyList<int> rows) => string.Join(", ", rows.Take(MostListedRows));
}
