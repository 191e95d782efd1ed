using MathNet.Numerics;

namespace CtVlm.MLNet;

/// <summary>Rows that only one of two models predicts right, and how surprising their imbalance is. Rows count as independent.</summary>
/// <remarks><b>Source:</b> McNemar, Psychometrika 12 (1947), 153-157; continuity correction after Edwards, Psychometrika 13 (1948), 185-187, as R's mcnemar.test.</remarks>
public sealed record McNemarTest
{
    /// <summary>Makes the test of two counts.</summary>
    /// <param name="onlyFirstRight">Rows that only the first model predicts right, 0 or more.</param>
    /// <param name="onlySecondRight">Rows that only the second model predicts right, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public McNemarTest(long onlyFirstRight, long onlySecondRight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirstRight);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecondRight);
        OnlyFirstRight = onlyFirstRight;
        OnlySecondRight = onlySecondRight;
        long fewer = Math.Min(onlyFirstRight, onlySecondRight);
        long more = Math.Max(onlyFirstRight, onlySecondRight);

        // P(X <= fewer) of a fair coin in fewer + more throws; 1 - P where every throw counts.
        ExactPValue = more == 0 ? 1 : Math.Min(1, 2 * SpecialFunctions.BetaRegularized(more, fewer + 1, 0.5));
        double excess = Math.Max(0, more - fewer - 1);
        ChiSquare = more == 0 ? double.NaN : excess * excess / (fewer + more);
        ChiSquarePValue = more == 0 ? double.NaN : SpecialFunctions.Erfc(Math.Sqrt(ChiSquare / 2));
    }

    /// <summary>Rows that only the first model predicts right.</summary>
    public long OnlyFirstRight { get; }

    /// <summary>Rows that only the second model predicts right.</summary>
    public long OnlySecondRight { get; }

    /// <summary>Exact two-sided p of the binomial distribution; 1 where the models are right on the same rows.</summary>
    public double ExactPValue { get; }

    /// <summary>Chi-square with continuity correction, one degree of freedom; NaN where the models are right on the same rows.</summary>
    public double ChiSquare { get; }

    /// <summary>Its p; NaN where the models are right on the same rows.</summary>
    public double ChiSquarePValue { get; }

    /// <summary>Counts rows.</summary>
    internal static McNemarTest Of(ScoredRows first, ScoredRows second)
    {
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int row = 0; row < first.Count; row++)
        {
            bool firstIsRight = first.Predicted[row] == first.Actual[row];
            bool secondIsRight = second.Predicted[row] == second.Actual[row];
            onlyFirst += firstIsRight && !secondIsRight ? 1 : 0;
            onlySecond += secondIsRight && !firstIsRight ? 1 : 0;
        }

        return new McNemarTest(onlyFirst, onlySecond);
    }
}
