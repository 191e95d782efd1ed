namespace CtVlm.MLNet;

/// <summary>A row that a report looks at.</summary>
/// <param name="Kind">Why it was chosen.</param>
/// <param name="Place">Its place in the cohort.</param>
/// <param name="Prediction">What the recommended strategy says of it.</param>
internal sealed record ReportCase(string Kind, int Place, StrategyPrediction Prediction)
{
    /// <summary>The most confident right rows, the most confident wrong ones, the least certain ones; no row twice. Of rows alike, the first.</summary>
    /// <param name="predictions">Predictions of all rows, in the order of the cohort.</param>
    /// <param name="perKind">How many of each.</param>
    public static IReadOnlyList<ReportCase> Choose(IReadOnlyList<StrategyPrediction> predictions, int perKind)
    {
        (int Place, StrategyPrediction Prediction)[] sure = [.. predictions.Index().OrderByDescending(p => Margin(p.Item)).ThenBy(p => p.Index)];
        ReportCase[] clear =
        [
            .. sure.Where(p => p.Prediction.Predicted == p.Prediction.Actual).Take(perKind).Select(p => new ReportCase("Most confident, right", p.Place, p.Prediction)),
            .. sure.Where(p => p.Prediction.Predicted != p.Prediction.Actual).Take(perKind).Select(p => new ReportCase("Most confident, wrong", p.Place, p.Prediction)),
        ];
        HashSet<int> taken = [.. clear.Select(c => c.Place)];
        return [.. clear, .. sure.Reverse().Where(p => !taken.Contains(p.Place)).Take(perKind).Select(p => new ReportCase("Least certain", p.Place, p.Prediction))];
    }

    // The predicted class's score less the best of the others.
    private static float Margin(StrategyPrediction prediction)
    {
        float other = prediction.Scores.Where((_, k) => k != prediction.Predicted).DefaultIfEmpty(0).Max();
        return prediction.Scores[prediction.Predicted] - other;
    }
}
