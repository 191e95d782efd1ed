namespace CtVlm.MLNet;

/// <summary>Calibrates each class for itself; then divides by the sum, or gives every class 1/K where the sum is 0.</summary>
internal abstract class OneAgainstRest(string name, int classes, IReadOnlyDictionary<string, IReadOnlyList<double>> parameters)
    : FittedScoreCalibration(name, classes, parameters)
{
    /// <summary>The probability of a class against the rest.</summary>
    public abstract double Map(int k, double logit);

    internal sealed override void Apply(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        double sum = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = Map(k, logits[k]);
            sum += probabilities[k];
        }

        for (int k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = sum > 0 ? probabilities[k] / sum : 1.0 / probabilities.Length;
        }
    }
}
