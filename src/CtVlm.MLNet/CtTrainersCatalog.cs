using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The trainers that this package adds to <c>MLContext.MulticlassClassification.Trainers</c>.</summary>
public static class CtTrainersCatalog
{
    /// <summary>Proportional-odds model for grades: classes in their order, one coefficient a feature.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="labelColumnName">Grade: key, text that is numbers, Boolean or whole number.</param>
    /// <param name="featureColumnName">Vector of Single of known size.</param>
    /// <param name="l2">Penalty l2/2 |beta|^2, 0 or more. With 0 the model has standard errors, and needs more rows than features.</param>
    /// <returns>The trainer.</returns>
    public static ProportionalOddsTrainer ProportionalOdds(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", double l2 = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ProportionalOddsTrainer(CatalogUtils.GetEnvironment(catalog), labelColumnName, featureColumnName, l2);
    }

    /// <summary>Multinomial logistic regression with a ridge penalty, deterministic and to the optimum: the linear probe of representation studies.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="labelColumnName">Class: key, text, Boolean or whole number.</param>
    /// <param name="featureColumnName">Vector of Single of known size.</param>
    /// <param name="c">Weight of the rows against the penalty, above 0: c sum w_i (-ln p(y_i)) + 1/2 |coefficients|^2.</param>
    /// <param name="balancedClassWeights">Whether every class weighs the same: w = n / (K n_class). Otherwise every row weighs 1.</param>
    /// <returns>The trainer.</returns>
    public static RidgeMultinomialTrainer RidgeMultinomial(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        double c = 1,
        bool balancedClassWeights = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new RidgeMultinomialTrainer(CatalogUtils.GetEnvironment(catalog), labelColumnName, featureColumnName, c, balancedClassWeights);
    }
}
