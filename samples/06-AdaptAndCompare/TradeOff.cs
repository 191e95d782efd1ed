namespace AdaptAndCompare;

/// <summary>Says in words what the table shows of the paper's findings: the mean serves grading, attention serves retrieval, several windows beat several planes.</summary>
internal static class TradeOff
{
    public static IEnumerable<string> Describe(IReadOnlyList<ConfigurationResult> results)
    {
        yield return Compare("mean pooling against attention, grading", results, r => r.PoolingName == "mean", r => r.PoolingName == "attention", IsRight, "as in the paper", "against the paper");
        yield return Compare("attention against mean pooling, retrieval", results, r => r.PoolingName == "attention", r => r.PoolingName == "mean", Rank, "as in the paper", "against the paper");
        yield return Compare("several windows against several planes, grading", results, r => r.RenderingName == "multi-window", r => r.RenderingName == "multiplanar", IsRight, "as in the paper", "against the paper");
        yield return Compare("several windows against several planes, retrieval", results, r => r.RenderingName == "multi-window", r => r.RenderingName == "multiplanar", Rank, "as in the paper", "against the paper");
        yield return Compare("several windows against one, grading", results, r => r.RenderingName == "multi-window", r => r.RenderingName == "single window", IsRight, "several are better", "one is better");
        yield return Compare("adapters against frozen towers, grading", results, r => r.Adapters.Length > 0, r => r.Adapters.Length == 0, IsRight, "adapters help", "adapters hurt");
        yield return Compare("adapters against frozen towers, retrieval", results, r => r.Adapters.Length > 0, r => r.Adapters.Length == 0, Rank, "adapters help", "adapters hurt");
    }

    private static double IsRight(ConfigurationResult result, int patient) => result.IsRight[patient] ? 1 : 0;

    private static double Rank(ConfigurationResult result, int patient) => result.ReciprocalRanks[patient];

    // Each patient's mean over the configurations of one side less that over the other side's: the same patients on both sides.
    private static string Compare(
        string question,
        IReadOnlyList<ConfigurationResult> results,
        Func<Configuration, bool> isFirst,
        Func<Configuration, bool> isSecond,
        Func<ConfigurationResult, int, double> figure,
        string first,
        string second)
    {
        ConfigurationResult[] ours = [.. results.Where(r => isFirst(r.Configuration))], theirs = [.. results.Where(r => isSecond(r.Configuration))];
        if (ours.Length == 0 || theirs.Length == 0)
        {
            return $"{question}: not compared in this run.";
        }

        PairedInterval difference = PairedInterval.Of([.. Enumerable.Range(0, results[0].IsRight.Count).Select(p => ours.Average(r => figure(r, p)) - theirs.Average(r => figure(r, p)))]);
        string verdict = !difference.IsDistinct ? "cannot be told apart here" : difference.Value > 0 ? first : second;
        return $"{question}: {difference}: {verdict}.";
    }
}
