using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>A fitted multinomial logistic regression: probabilities are the softmax of coefficients x + intercepts.</summary>
public sealed class MultinomialModel : IClassScorer
{
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;
    private readonly int[] _slots;

    internal MultinomialModel(string[] classNames, int[] slots, double[] coefficients, double[] intercepts)
    {
        ClassNames = Array.AsReadOnly(classNames);
        SlotNames = Array.AsReadOnly(Array.ConvertAll(slots, k => classNames[k]));
        _slots = slots;
        _coefficients = coefficients;
        _intercepts = intercepts;
        Coefficients = Array.AsReadOnly(coefficients);
        Intercepts = Array.AsReadOnly(intercepts);
    }

    /// <summary>The classes: in the order of their numbers, else of their keys or texts.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Coefficients [K, D], row by row.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Intercepts, K; their mean is 0, which changes no probability.</summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>What was minimised: c sum w_i (-ln p(y_i)) + 1/2 |coefficients|^2.</summary>
    public double Objective { get; internal init; }

    /// <summary>Weight of the rows against the penalty.</summary>
    public double C { get; internal init; }

    /// <summary>Whether every class weighed the same, whatever its number of rows.</summary>
    public bool HasBalancedClassWeights { get; internal init; }

    /// <summary>Newton steps taken.</summary>
    public int Iterations { get; internal init; }

    /// <inheritdoc/>
    int IClassScorer.Width => _coefficients.Length / _intercepts.Length;

    /// <inheritdoc/>
    IReadOnlyList<string> IClassScorer.SlotNames => SlotNames;

    internal IReadOnlyList<string> SlotNames { get; }

    internal ReadOnlySpan<int> Slots => _slots;

    /// <inheritdoc/>
    void IClassScorer.Score(ReadOnlySpan<double> x, Span<double> probabilities)
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            int k = _slots[slot];
            probabilities[slot] = TensorPrimitives.Dot(x, _coefficients.AsSpan(k * x.Length, x.Length)) + _intercepts[k];
        }

        // Shifted by the largest, so that no exponential overflows.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<double>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }
}
