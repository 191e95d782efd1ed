namespace CtVlm.MLNet;

/// <summary>Judges whether columns reveal the label: learnt on the training side, right on every row of the test side, and too much to be chance.</summary>
/// <param name="rows">Where rows belong.</param>
/// <param name="labels">Class of each row; -1: none, not used.</param>
/// <param name="classNames">Names of the classes.</param>
/// <param name="patients">Patient of each row, whose rows count once as evidence; null: every row counts.</param>
internal sealed class RevealSearch(LeakRows rows, int[] labels, string[] classNames, IReadOnlyList<string?>? patients)
{
    private readonly (int[] Train, int[] Test)[] _pairs = [.. rows.Pairs()];
    private readonly RevealRules _rules = new(labels, classNames, IndependentRows(rows.Count, patients));

    /// <summary>The columns that reveal the label.</summary>
    /// <param name="suspects">The columns.</param>
    /// <param name="options">Rate of false alarms, and rows listed.</param>
    public IEnumerable<CtLeakFinding> Search(IReadOnlyList<SuspectColumn> suspects, CtLeakOptions options)
    {
        // Every rule on every column is a chance of a false alarm, so they share the rate.
        double limit = Math.Log(options.FalseAlarmRate / Math.Max(1, suspects.Sum(suspect => suspect.Rules)));
        foreach (SuspectColumn suspect in suspects)
        {
            (RevealRule Rule, string Text)[] rules =
            [
                (_rules.ByValue, "each value goes with one class"),
                .. suspect.Numbers is not null ? [(_rules.ByOrder, "its order parts the classes")] : Array.Empty<(RevealRule, string)>(),
                .. suspect.IsFreeText ? [(_rules.ByName, "the text names the class")] : Array.Empty<(RevealRule, string)>(),
            ];
            foreach ((RevealRule rule, string text) in rules)
            {
                if (Holds(suspect, rule, limit) is { } covered)
                {
                    yield return rows.Find(
                        CtLeakKind.RevealsLabel, suspect.Name, covered, options.MaxListedRows, $"{text}, without an exception on either side. Leave the column out of the features.");
                    break;
                }
            }
        }
    }

    private List<int>? Holds(SuspectColumn suspect, RevealRule rule, double limit)
    {
        HashSet<int> covered = [];
        for (int pair = 0; pair < _pairs.Length; pair++)
        {
            int[] train = [.. _pairs[pair].Train.Where(row => labels[row] >= 0 && suspect.Has(row))], test = [.. _pairs[pair].Test.Where(row => labels[row] >= 0 && suspect.Has(row))];

            // All pairs must hold; the probability is that of the first alone, which bounds that of all.
            if (rule(suspect, train, test) is not { } evidence || (pair == 0 && evidence.LogProbability > limit))
            {
                return null;
            }

            covered.UnionWith(evidence.Covered);
        }

        return [.. covered.Order()];
    }

    private static bool[] IndependentRows(int count, IReadOnlyList<string?>? patients)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, count).Select(row => patients is null || (patients[row] is { } patient && seen.Add(patient)))];
    }
}
