using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Metrics of rows that strategies were not trained on.</summary>
internal sealed class StrategyScores(MLContext context, StrategyCohort cohort, StrategyExperimentSettings settings)
{
    // A trainer may give margins on one fold and probabilities on another: that is no reason to lose the others' figures.
    private static readonly EvaluationSettings s_evaluation = EvaluationSettings.Default with { RefusesMixedScores = false };

    /// <summary>Whether more of the metric is better.</summary>
    public static bool IsHigherBetter(StrategyMetric metric) => metric != StrategyMetric.MacroMeanAbsoluteError;

    /// <summary>The metric's name for people.</summary>
    public static string NameOf(StrategyMetric metric) => metric switch
    {
        StrategyMetric.MacroF1 => "macro F1",
        StrategyMetric.BalancedAccuracy => "balanced accuracy",
        StrategyMetric.Accuracy => "accuracy",
        StrategyMetric.QuadraticWeightedKappa => "quadratic weighted kappa",
        StrategyMetric.MacroMeanAbsoluteError => "macro mean absolute error",
        _ => "text-to-image MRR",
    };

    /// <summary>Agreement over rows.</summary>
    /// <param name="rows">Places of the rows in the cohort.</param>
    /// <param name="predicted">Predicted class of each.</param>
    /// <param name="scores">Scores [rows, K].</param>
    public ClinicalClassificationMetrics Evaluate(int[] rows, int[] predicted, float[] scores)
    {
        int[] places = [.. Enumerable.Range(0, rows.Length)];
        int k = cohort.Classes;
        HeldView view = new(
            places,
            HeldColumn.Key(StrategyColumns.Label, [.. rows.Select(r => cohort.Labels[r])], cohort.ClassNames),
            HeldColumn.Vectors(StrategyColumns.Score, [.. places.Select(i => scores[(i * k)..((i + 1) * k)])], k),
            HeldColumn.Key(StrategyColumns.Predicted, predicted, cohort.ClassNames),
            HeldColumn.Whole(StrategyColumns.Patient, [.. rows.Select(r => cohort.Patients[r])]));
        EvaluationCaller caller = new(context, nameof(StrategyExperiment));
        EvaluationColumns columns = EvaluationColumns.Bind(
            caller, view.Schema, StrategyColumns.Label, StrategyColumns.Score, StrategyColumns.Predicted, settings.RowsAreIndependent ? null : StrategyColumns.Patient, subgroupColumnName: null);
        return ClinicalEvaluator.Classification(caller, view, columns, s_evaluation);
    }

    /// <summary>The experiment's metric over some fits together; NaN where they do not define it.</summary>
    public double Score(IReadOnlyList<(StrategyFolds Folds, StrategyUnitResult Result)> fits)
    {
        if (settings.Metric == StrategyMetric.TextToImageMrr)
        {
            double[] ranks = [.. fits.SelectMany(f => f.Result.GetReciprocalRanks())];
            return ranks.Length == 0 ? double.NaN : ranks.Average();
        }

        long[] cells = new long[cohort.Classes * cohort.Classes];
        foreach ((StrategyFolds folds, StrategyUnitResult result) in fits)
        {
            foreach ((int row, int predicted) in folds.Test(result.Fold).Zip(result.Predicted))
            {
                cells[(cohort.Labels[row] * cohort.Classes) + predicted]++;
            }
        }

        return Pick(new ConfusionMetrics(cells, new long[2 * cohort.Classes], cohort.Classes), settings.Metric);
    }

    /// <summary>The same, where more is better whatever the metric: for choosing.</summary>
    public double Gain(double metric) => IsHigherBetter(settings.Metric) ? metric : -metric;

    /// <summary>Standard deviation over the folds, divided by the square root of their number; NaN with fewer than two defined.</summary>
    public static double StandardError(IEnumerable<double> folds)
    {
        double[] defined = [.. folds.Where(double.IsFinite)];
        if (defined.Length < 2)
        {
            return double.NaN;
        }

        double mean = defined.Average();
        return Math.Sqrt(defined.Sum(m => (m - mean) * (m - mean)) / (defined.Length - 1) / defined.Length);
    }

    /// <summary>Where the images of each report of a fit stand, and the expectation of 1 / rank by chance.</summary>
    public IEnumerable<(TieGroup First, double Chance)> Ranked(StrategyFolds folds, StrategyUnitResult result)
    {
        IReadOnlyList<TieGroup?> ranked = result.Ranked;
        if (ranked.Count == 0)
        {
            return [];
        }

        int[] test = folds.Test(result.Fold);
        Dictionary<string, int> images = test.CountBy(r => cohort.Reports![r]).ToDictionary(StringComparer.Ordinal);
        return test.Index().Where(t => ranked[t.Index] is not null)
            .Select(t => (ranked[t.Index]!.Value, TextToImage.Chance(test.Length, images[cohort.Reports![t.Item]])));
    }

    private static double Pick(in ConfusionMetrics metrics, StrategyMetric metric) => metric switch
    {
        StrategyMetric.MacroF1 => metrics.MacroF1(),
        StrategyMetric.BalancedAccuracy => metrics.BalancedAccuracy(),
        StrategyMetric.Accuracy => metrics.Accuracy(),
        StrategyMetric.QuadraticWeightedKappa => metrics.Distances().Quadratic,
        StrategyMetric.MacroMeanAbsoluteError => metrics.MacroMeanAbsoluteError(),
        _ => double.NaN,
    };
}
