namespace CtVlm.MLNet;

/// <summary>softmax(scale * z + bias).</summary>
internal sealed class SoftmaxCalibration : FittedScoreCalibration
{
    private readonly double[] _scale;
    private readonly double[] _bias;
    private readonly double? _temperature;

    /// <summary>Of one temperature.</summary>
    public SoftmaxCalibration(int classes, double temperature)
        : base(ScoreCalibration.Temperature().Name, classes, new Dictionary<string, IReadOnlyList<double>> { ["temperature"] = [temperature] })
    {
        _temperature = temperature;
        _scale = [.. Enumerable.Repeat(1 / temperature, classes)];
        _bias = new double[classes];
    }

    /// <summary>Of a scale and a bias for each class.</summary>
    public SoftmaxCalibration(double[] scale, double[] bias)
        : base(
            ScoreCalibration.Vector().Name,
            scale.Length,
            new Dictionary<string, IReadOnlyList<double>> { ["scale"] = Array.AsReadOnly(scale), ["bias"] = Array.AsReadOnly(bias) })
    {
        _scale = scale;
        _bias = bias;
    }

    internal override void Apply(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        for (int k = 0; k < probabilities.Length; k++)
        {
            // A division by T keeps the order of all scores; so does the rest.
            probabilities[k] = _temperature is double temperature ? logits[k] / temperature : (_scale[k] * logits[k]) + _bias[k];
        }

        Softmax.InPlace(probabilities);
    }

    internal override IReadOnlyList<double[]> ToArrays() => _temperature is double temperature ? [[temperature]] : [_scale, _bias];
}
