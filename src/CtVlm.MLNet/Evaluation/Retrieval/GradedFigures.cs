namespace CtVlm.MLNet;

/// <summary>Graded nDCG of one query at each cutoff; only for queries with a gain.</summary>
/// <param name="Linear">With the gain as it is.</param>
/// <param name="Exponential">With 2^gain - 1.</param>
/// <param name="RandomLinear">Of a random order.</param>
/// <param name="RandomExponential">Of a random order.</param>
internal sealed record GradedFigures(
    IReadOnlyList<TiedFigure> Linear, IReadOnlyList<TiedFigure> Exponential, IReadOnlyList<double> RandomLinear, IReadOnlyList<double> RandomExponential)
{
    /// <summary>Computes them; null where no candidate has a gain.</summary>
    public static GradedFigures? Create(ReadOnlySpan<float> similarities, ReadOnlySpan<double> gains, IReadOnlyList<int> cutoffs)
    {
        if (!gains.ContainsAnyExcept(0.0))
        {
            return null;
        }

        double[] exponential = GradedArithmetic.ToExponential(gains);
        return new GradedFigures(
            GradedArithmetic.Ndcg(similarities, gains, cutoffs),
            GradedArithmetic.Ndcg(similarities, exponential, cutoffs),
            GradedArithmetic.RandomNdcg(gains, cutoffs),
            GradedArithmetic.RandomNdcg(exponential, cutoffs));
    }
}
