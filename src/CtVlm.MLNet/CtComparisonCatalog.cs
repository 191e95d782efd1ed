using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Verbs that compare ways of embedding.</summary>
public static class CtComparisonCatalog
{
    /// <summary>An experiment that compares embedding strategies on the same rows and folds, with one encoder pass for all strategies that share it. Sample: samples/05-CompareGeometries.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="settings">Strategies, columns, folds, tuner, limits.</param>
    /// <returns>The experiment; give it data with <see cref="StrategyExperiment.SetDataset"/>, then run it.</returns>
    /// <exception cref="ArgumentException">The settings make no sense; every violation is in the message.</exception>
    public static StrategyExperiment CreateStrategyExperiment(this CtContext context, StrategyExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return new StrategyExperiment((MLContext)context.Environment, settings);
    }
}
