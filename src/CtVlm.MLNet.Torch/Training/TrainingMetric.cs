namespace CtVlm.MLNet.Torch;

/// <summary>A measurement on data that is held back.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="IsHigherBetter">Whether a higher figure is better.</param>
internal readonly record struct TrainingMetric(string Name, double Value, bool IsHigherBetter)
{
    /// <summary>Whether this one is better than another of its kind.</summary>
    public bool IsBetterThan(double other) => IsHigherBetter ? Value > other : Value < other;
}
