namespace CtVlm.MLNet.Torch;

/// <summary>How learnt slice weights did against the mean of the slices on the patients held back.</summary>
/// <param name="Gain">Mean over the patients of the mean's loss minus that of the learnt weights; above 0 the learnt weights did better.</param>
/// <param name="StandardError">Standard error of the gain over the patients; 0 where there is one patient.</param>
/// <param name="Patients">Number of patients compared on.</param>
/// <remarks>
/// Each side has the head and the epoch that did best on these patients. The simpler of two models that one standard error does not tell apart is kept.
/// <b>Source:</b> Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, section 7.10.
/// </remarks>
public sealed record MeanComparison(double Gain, double StandardError, int Patients)
{
    /// <summary>Whether every slice got the same weight, because the learnt ones did not do better by more than a standard error.</summary>
    public bool IsMeanKept => !(Gain > StandardError);

    /// <summary>Compares the losses of the bags held back, patient by patient.</summary>
    internal static MeanComparison Create(PoolingData data, PoolingSplit split, double[] learnt, double[] mean)
    {
        double[] gains = [.. split.Validation
            .Select((bag, i) => (Patient: data.Patients.Count > 0 ? data.Patients[bag] : null, Bag: bag, Gain: mean[i] - learnt[i]))
            .GroupBy(g => (g.Patient, Alone: g.Patient is null ? g.Bag : -1))
            .Select(g => g.Average(b => b.Gain))];
        double average = gains.Average();
        double error = gains.Length > 1 ? Math.Sqrt(gains.Sum(g => (g - average) * (g - average)) / (gains.Length - 1) / gains.Length) : 0;
        return new MeanComparison(average, error, gains.Length);
    }
}
