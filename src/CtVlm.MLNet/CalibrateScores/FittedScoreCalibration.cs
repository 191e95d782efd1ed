namespace CtVlm.MLNet;

/// <summary>A fitted calibration: its parameters, to look at. Immutable and safe for several threads.</summary>
public abstract class FittedScoreCalibration
{
    private protected FittedScoreCalibration(string name, int classes, IReadOnlyDictionary<string, IReadOnlyList<double>> parameters)
    {
        Name = name;
        Classes = classes;
        Parameters = parameters;
    }

    /// <summary>The calibration's name.</summary>
    public string Name { get; }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>
    /// What was fitted, by name, natural logarithms: <c>temperature</c> (1 value); <c>scale</c> and <c>bias</c> (K each, bias of mean 0); <c>a</c> and <c>b</c> (K each);
    /// or <c>x.0</c>, <c>y.0</c>, <c>x.1</c> and so on, the thresholds of each class and their probabilities.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Parameters { get; }

    /// <summary>Probabilities of one row of finite logits.</summary>
    internal abstract void Apply(ReadOnlySpan<double> logits, Span<double> probabilities);

    /// <summary>What a saved model holds, in order of the constructor.</summary>
    internal abstract IReadOnlyList<double[]> ToArrays();
}
