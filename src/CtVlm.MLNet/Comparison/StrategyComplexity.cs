namespace CtVlm.MLNet;

/// <summary>How simple a strategy is. What learns less from the rows is simpler; of equals, what hands the trainer fewer numbers.</summary>
/// <param name="Learns">2 for a pooling that learns, 1 for a projection that does, and the trainer's own complexity.</param>
/// <param name="Width">Width of the vectors that the trainer is given.</param>
internal readonly record struct StrategyComplexity(int Learns, int Width) : IComparable<StrategyComplexity>
{
    /// <summary>The complexity of a strategy.</summary>
    public static StrategyComplexity Of(EmbeddingStrategy strategy, int featureWidth) => new(
        (strategy.Pooling.IsTrained ? 2 : 0) + (strategy.Projection.NeedsData ? 1 : 0) + strategy.Trainer.Complexity, featureWidth);

    public static bool operator <(StrategyComplexity left, StrategyComplexity right) => left.CompareTo(right) < 0;

    public static bool operator >(StrategyComplexity left, StrategyComplexity right) => left.CompareTo(right) > 0;

    public static bool operator <=(StrategyComplexity left, StrategyComplexity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StrategyComplexity left, StrategyComplexity right) => left.CompareTo(right) >= 0;

    public int CompareTo(StrategyComplexity other) => (Learns, Width).CompareTo((other.Learns, other.Width));
}
