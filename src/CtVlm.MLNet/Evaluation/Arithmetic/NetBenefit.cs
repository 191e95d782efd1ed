namespace CtVlm.MLNet;

/// <summary>Net benefit of acting on a score: true positives gained less false positives, at the price that a threshold implies.</summary>
/// <remarks><b>Source:</b> Vickers and Elkin, Medical Decision Making 26 (2006), 565-574.</remarks>
internal static class NetBenefit
{
    /// <summary>One point: TP/n - FP/n t/(1 - t), positive where the probability is at least t; the same with everybody positive.</summary>
    /// <param name="probabilities">Probability of each row, [0, 1].</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="threshold">t, [0, 1).</param>
    public static DecisionCurvePoint At(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive, double threshold)
    {
        int truePositives = 0;
        int falsePositives = 0;
        int positives = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            bool called = probabilities[i] >= threshold;
            truePositives += called && positive[i] ? 1 : 0;
            falsePositives += called && !positive[i] ? 1 : 0;
            positives += positive[i] ? 1 : 0;
        }

        double n = probabilities.Length;
        double price = threshold / (1 - threshold);
        return new DecisionCurvePoint
        {
            Threshold = threshold,
            Model = (truePositives / n) - (falsePositives / n * price),
            TreatAll = (positives / n) - ((n - positives) / n * price),
        };
    }
}
