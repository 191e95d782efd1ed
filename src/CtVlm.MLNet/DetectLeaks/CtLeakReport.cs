using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>What the training side knows of the test side. Holds no identity, only row numbers.</summary>
public sealed class CtLeakReport
{
    internal CtLeakReport(IReadOnlyList<CtLeakFinding> findings, IReadOnlyList<string> notes, int trainRows, int testRows, bool isOfFolds)
    {
        Findings = findings;
        Notes = notes;
        TrainRows = trainRows;
        TestRows = testRows;
        IsOfFolds = isOfFolds;
    }

    /// <summary>The leaks, in the order of <see cref="CtLeakKind"/>.</summary>
    public IReadOnlyList<CtLeakFinding> Findings { get; }

    /// <summary>What could not be compared, and why.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Training rows read; of folds, all rows.</summary>
    public int TrainRows { get; }

    /// <summary>Test rows read; of folds, all rows.</summary>
    public int TestRows { get; }

    /// <summary>Whether folds were compared, each with all others, rather than two sides.</summary>
    public bool IsOfFolds { get; }

    /// <summary>Whether there is a leak.</summary>
    public bool HasLeaks => Findings.Count > 0;

    /// <summary>Lines for people: kind, column, how many rows on each side, the first of them.</summary>
    /// <returns>Lines of text.</returns>
    public string ToTable()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Findings.Count} leaks; {(IsOfFolds ? $"{TrainRows} rows in folds" : $"{TrainRows} training rows, {TestRows} test rows")}\n");
        if (HasLeaks)
        {
            TextTable table = new(maxWidth: 48);
            table.Add("leak", "column", "train rows", "test rows", "first train", "first test");
            foreach (CtLeakFinding finding in Findings)
            {
                table.Add(
                    finding.Kind.ToString(),
                    finding.Column,
                    finding.TrainRows.ToString(CultureInfo.InvariantCulture),
                    finding.TestRows.ToString(CultureInfo.InvariantCulture),
                    string.Join(' ', finding.TrainRowNumbers.Take(5)),
                    string.Join(' ', finding.TestRowNumbers.Take(5)));
            }

            table.AppendTo(text);
        }

        foreach (string line in Findings.Select(finding => $"{finding.Kind} by '{finding.Column}': {finding.Description}").Concat(Notes))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One indented JSON document for programs.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => LeakJson.Write(this);

    /// <summary>Ends a run that would report figures too good to be true.</summary>
    /// <exception cref="InvalidOperationException">There is a leak; the message is the table.</exception>
    public void ThrowIfAny()
    {
        if (HasLeaks)
        {
            throw new InvalidOperationException("DetectLeaks: the training side knows of the test side, so its figures cannot be trusted. Split by patient, and fit on training rows only. " + ToTable());
        }
    }
}
