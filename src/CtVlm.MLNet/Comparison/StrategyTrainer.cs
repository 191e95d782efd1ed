using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CtVlm.MLNet;

/// <summary>A named way to make a trainer that learns the key column Label from the vector column Features.</summary>
public sealed class StrategyTrainer
{
    private readonly Func<MLContext, IEstimator<ITransformer>> _create;

    private StrategyTrainer(string name, int complexity, Func<MLContext, IEstimator<ITransformer>> create)
    {
        Name = name;
        Complexity = complexity;
        _create = create;
    }

    /// <summary>Short name with its arguments; strategies with trainers of one name count as one.</summary>
    public string Name { get; }

    /// <summary>How intricate the trained model is, 0 or more: 0 is linear. Breaks ties between strategies that score alike.</summary>
    public int Complexity { get; }

    /// <summary>Multinomial logistic regression by L-BFGS, on one thread.</summary>
    /// <param name="l2">Weight of the L2 penalty, 0 or more.</param>
    /// <param name="l1">Weight of the L1 penalty, 0 or more; 0 by default, unlike ML.NET's 1, so that all of an embedding's directions stay in play.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0 or not finite.</exception>
    /// <remarks>Features are taken as they come: scale them with a projection.</remarks>
    public static StrategyTrainer LbfgsMaximumEntropy(double l2 = 1, double l1 = 0)
    {
        RequireWeight(l2, nameof(l2));
        RequireWeight(l1, nameof(l1));
        return new($"lbfgs:l2={Text(l2)},l1={Text(l1)}", 0, ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { L2Regularization = (float)l2, L1Regularization = (float)l1, NumberOfThreads = 1 }));
    }

    /// <summary>Multinomial logistic regression by stochastic dual coordinate ascent, on one thread and without shuffling, for repeatable results.</summary>
    /// <param name="l2">Weight of the L2 penalty, 0 or more; null: found by ML.NET from the rows.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is below 0 or not finite.</exception>
    public static StrategyTrainer SdcaMaximumEntropy(double? l2 = null)
    {
        RequireWeight(l2 ?? 0, nameof(l2));
        return new($"sdca:l2={(l2 is { } weight ? Text(weight) : "auto")}", 0, ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new SdcaMaximumEntropyMulticlassTrainer.Options { L2Regularization = (float?)l2, NumberOfThreads = 1, Shuffle = false }));
    }

    /// <summary>A trainer of your own, for example one-versus-all of boosted trees.</summary>
    /// <param name="name">Short name with whatever tells it from others: the same name must always mean the same trainer, for resumed runs go by it.</param>
    /// <param name="create">Makes an estimator that learns the key column Label from the vector column Features and gives Score and PredictedLabel. Seeds come from the context.</param>
    /// <param name="complexity">How intricate the trained model is, 0 or more; 1 by default.</param>
    /// <returns>The trainer. Results do not depend on the number of threads only if the trainer's own do not.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The complexity is below 0.</exception>
    public static StrategyTrainer From(string name, Func<MLContext, IEstimator<ITransformer>> create, int complexity = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentOutOfRangeException.ThrowIfNegative(complexity);
        return new StrategyTrainer(name, complexity, create);
    }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>The trainer, for a context.</summary>
    internal IEstimator<ITransformer> Create(MLContext context) => _create(context)
        ?? throw new InvalidOperationException($"Trainer '{Name}' gave no estimator.");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void RequireWeight(double weight, string name)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(name, weight, "A finite number, 0 or more.");
        }
    }
}
