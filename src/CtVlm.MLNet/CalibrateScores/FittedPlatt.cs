namespace CtVlm.MLNet;

/// <summary>1 / (1 + exp(a z + b)) of each class.</summary>
internal sealed class FittedPlatt(double[] a, double[] b)
    : OneAgainstRest(
        ScoreCalibration.Platt().Name, a.Length, new Dictionary<string, IReadOnlyList<double>> { ["a"] = Array.AsReadOnly(a), ["b"] = Array.AsReadOnly(b) })
{
    public override double Map(int k, double logit) => 1 / (1 + Math.Exp((a[k] * logit) + b[k]));

    internal override IReadOnlyList<double[]> ToArrays() => [a, b];
}
