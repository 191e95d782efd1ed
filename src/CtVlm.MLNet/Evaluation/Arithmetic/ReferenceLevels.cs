namespace CtVlm.MLNet;

/// <summary>Computes the reference levels from the margins of a confusion matrix.</summary>
internal static class ReferenceLevels
{
    /// <summary>Reason of an undefined kappa, shared with the model's own.</summary>
    public const string NoDisagreementPossible = "one and the same class throughout, actual and predicted";

    /// <summary>Always the most frequent actual class; the lowest where several are.</summary>
    public static ReferenceLevel Majority(ConfusionCounts counts, IReadOnlyList<string> names)
    {
        int majority = 0;
        for (int k = 1; k < counts.Classes; k++)
        {
            majority = counts.Actual[k] > counts.Actual[majority] ? k : majority;
        }

        long[] always = new long[counts.Classes];
        always[majority] = counts.Total;
        return Draw(counts, always, $"always '{names[majority]}', the most frequent class");
    }

    /// <summary>An independent draw from the shares of the actual classes.</summary>
    public static ReferenceLevel PrevalenceMatched(ConfusionCounts counts)
        => Draw(counts, counts.Actual, "random, with the shares of the actual classes");

    /// <summary>An independent draw from the shares that the model predicted.</summary>
    public static ReferenceLevel MarginMatched(ConfusionCounts counts)
        => Draw(counts, counts.Predicted, "random, with the shares of the predicted classes");

    /// <summary>Expectations when each row's prediction is drawn from <paramref name="drawn"/> (counts that sum to n), whatever its class.</summary>
    private static ReferenceLevel Draw(ConfusionCounts counts, IReadOnlyList<long> drawn, string rule)
    {
        double pairs = (double)counts.Total * counts.Total;
        UndefinedValues undefined = new();
        double expected = AgreementArithmetic.MarginSum(counts.Actual, drawn, AgreementArithmetic.SquaredDistance);

        // A class's sensitivity is the share with which it is drawn.
        double sensitivities = 0;
        for (int k = 0; k < counts.Classes; k++)
        {
            sensitivities += counts.Actual[k] > 0 ? (double)drawn[k] / counts.Total : 0;
        }

        double[] f1 = [.. Enumerable.Range(0, counts.Classes).Where(k => counts.Actual[k] + drawn[k] > 0)
            .Select(k => 2.0 * counts.Actual[k] * drawn[k] / counts.Total / (counts.Actual[k] + drawn[k]))];
        return new ReferenceLevel
        {
            Rule = rule,
            MacroF1 = f1.Average(),
            Accuracy = 1 - (AgreementArithmetic.MarginSum(counts.Actual, drawn, AgreementArithmetic.Disagree) / pairs),
            BalancedAccuracy = sensitivities / counts.PresentClasses,
            Within1 = AgreementArithmetic.MarginSum(counts.Actual, drawn, AgreementArithmetic.Within1) / pairs,
            MeanAbsoluteError = AgreementArithmetic.MarginSum(counts.Actual, drawn, AgreementArithmetic.Distance) / pairs,
            QuadraticWeightedKappa = undefined.Quotient(
                nameof(ReferenceLevel.QuadraticWeightedKappa), 0, expected, NoDisagreementPossible),
            Undefined = undefined.Reasons,
        };
    }
}
