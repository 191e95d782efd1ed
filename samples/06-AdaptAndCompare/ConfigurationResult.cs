namespace AdaptAndCompare;

/// <summary>What a configuration reached on the patients it was not adapted on.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="IsRight">Whether each test patient's grade was named, in their order.</param>
/// <param name="ReciprocalRanks">1 / rank of the best positive series for each test patient's report, in their order.</param>
/// <param name="Kappa">Quadratic weighted kappa of the grades.</param>
/// <param name="RandomMrr">The MRR of an encoder that knows nothing.</param>
/// <param name="MajorityAccuracy">The accuracy of always naming the commonest grade.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record ConfigurationResult(
    Configuration Configuration, IReadOnlyList<bool> IsRight, IReadOnlyList<double> ReciprocalRanks, double Kappa, double RandomMrr, double MajorityAccuracy, double Seconds)
{
    public double Accuracy => IsRight.Average(right => right ? 1.0 : 0);

    public double Mrr => ReciprocalRanks.Average();
}
