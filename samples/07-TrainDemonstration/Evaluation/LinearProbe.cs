using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace TrainDemonstration;

/// <summary>Multinomial logistic regression on standardised features, its penalty chosen by cross-validation on the patients that it is fitted on.</summary>
internal static class LinearProbe
{
    private const int Folds = 5;

    private static readonly double[] s_strengths = [0.001, 0.01, 0.1, 1];

    /// <summary>Fits a probe.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="rows">Its training rows.</param>
    /// <param name="column">The features.</param>
    public static ITransformer Fit(MLContext ml, IDataView rows, string column)
    {
        double best = s_strengths.MinBy(c => ml.MulticlassClassification.CrossValidate(rows, Make(ml, column, c), Folds, seed: 1).Average(fold => fold.Metrics.LogLoss));
        return Make(ml, column, best).Fit(rows);
    }

    private static IEstimator<ITransformer> Make(MLContext ml, string column, double c) => ml.Transforms.NormalizeMeanVariance("Features", column, fixZero: false)
        .Append(ml.Transforms.Conversion.MapValueToKey("Label", nameof(EvaluationRow.Severity), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
        .Append(ml.MulticlassClassification.Trainers.RidgeMultinomial(c: c));
}
