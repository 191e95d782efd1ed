namespace CtVlm.MLNet;

/// <summary>Which strategies of a space are run, and on how many folds.</summary>
public sealed record StrategyTuner
{
    private StrategyTuner()
    {
    }

    /// <summary>How many are drawn from the space; null: all of it.</summary>
    public int? Candidates { get; private init; }

    /// <summary>What part of the strategies goes on after each round, one in so many; null: all of them run on all folds.</summary>
    public int? Reduction { get; private init; }

    /// <summary>Folds of the first round; without meaning where all run on all folds.</summary>
    public int FirstFolds { get; private init; } = 1;

    /// <summary>Every strategy on every fold. Ranges are taken in steps.</summary>
    /// <returns>The tuner.</returns>
    public static StrategyTuner Grid() => new();

    /// <summary>So many strategies, drawn with the experiment's seed, on every fold.</summary>
    /// <param name="candidates">How many, 1 or more; all of a space that holds fewer.</param>
    /// <returns>The tuner.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public static StrategyTuner Random(int candidates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 1);
        return new StrategyTuner { Candidates = candidates };
    }

    /// <summary>All on few folds, the better part of them on more, and so on: the strategies that are left at the end have run on every fold.</summary>
    /// <param name="candidates">How many are drawn from the space, 1 or more; null: all of it, ranges in steps.</param>
    /// <param name="reduction">One in so many goes on after each round, 2 or more; the number of folds grows by the same factor.</param>
    /// <param name="firstFolds">Folds of the first round, 1 or more.</param>
    /// <returns>The tuner.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    /// <remarks><b>Source:</b> Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016; the resource is the number of folds.</remarks>
    public static StrategyTuner SuccessiveHalving(int? candidates = null, int reduction = 3, int firstFolds = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates ?? 1, 1, nameof(candidates));
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstFolds, 1);
        return new StrategyTuner { Candidates = candidates, Reduction = reduction, FirstFolds = firstFolds };
    }
}
