using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>A fitted proportional-odds model: P(y at most class j) = 1 / (1 + exp(-(threshold_j - x.beta))).</summary>
/// <remarks>A positive coefficient makes higher classes likelier. <b>Source:</b> McCullagh 1980, Regression models for ordinal data.</remarks>
public sealed class ProportionalOddsModel : IClassScorer
{
    private readonly double[] _coefficients;
    private readonly double[] _thresholds;
    private readonly int[] _slots;

    internal ProportionalOddsModel(string[] classNames, int[] slots, double[] coefficients, double[] thresholds)
    {
        ClassNames = Array.AsReadOnly(classNames);
        SlotNames = Array.AsReadOnly(Array.ConvertAll(slots, k => classNames[k]));
        _slots = slots;
        _coefficients = coefficients;
        _thresholds = thresholds;
        Coefficients = Array.AsReadOnly(coefficients);
        Thresholds = Array.AsReadOnly(thresholds);
    }

    /// <summary>The classes, from the lowest grade to the highest.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Log odds of a higher grade for one more of a feature; D.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Log odds of being at most grade j where x.beta is 0; K - 1, rising.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Standard errors of the coefficients, then of the thresholds, from the observed information; null with a penalty, where they mean nothing.</summary>
    public IReadOnlyList<double>? StandardErrors { get; internal init; }

    /// <summary>Natural logarithm of the likelihood of the training rows.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>The same without features: the class shares alone.</summary>
    public double LogLikelihoodNull { get; internal init; }

    /// <summary>What was minimised: -log-likelihood + l2/2 |beta|^2.</summary>
    public double Objective { get; internal init; }

    /// <summary>The penalty.</summary>
    public double L2 { get; internal init; }

    /// <summary>Newton steps taken.</summary>
    public int Iterations { get; internal init; }

    /// <inheritdoc/>
    int IClassScorer.Width => _coefficients.Length;

    /// <inheritdoc/>
    IReadOnlyList<string> IClassScorer.SlotNames => SlotNames;

    internal IReadOnlyList<string> SlotNames { get; }

    internal ReadOnlySpan<int> Slots => _slots;

    /// <inheritdoc/>
    void IClassScorer.Score(ReadOnlySpan<double> x, Span<double> probabilities)
    {
        double eta = TensorPrimitives.Dot(x, _coefficients);
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            int k = _slots[slot];
            double a = k < _thresholds.Length ? _thresholds[k] - eta : double.PositiveInfinity, b = k > 0 ? _thresholds[k - 1] - eta : double.NegativeInfinity;

            // The difference of the two tails on the side where they are small.
            probabilities[slot] = a + b > 0 ? Logistic(-b) - Logistic(-a) : Logistic(a) - Logistic(b);
        }
    }

    private static double Logistic(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
}
