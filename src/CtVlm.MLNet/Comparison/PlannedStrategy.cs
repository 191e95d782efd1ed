namespace CtVlm.MLNet;

/// <summary>A strategy of a plan.</summary>
/// <param name="Trial">What monitors are told.</param>
/// <param name="Key">Tells it from every other strategy, by content.</param>
/// <param name="Pass">Place of its encoder pass in the plan.</param>
internal sealed record PlannedStrategy(StrategyTrial Trial, string Key, int Pass)
{
    /// <summary>Its number.</summary>
    public int Id => Trial.TrialId;

    /// <summary>The strategy.</summary>
    public EmbeddingStrategy Strategy => Trial.Strategy;

    /// <summary>Short hash of the key, under which results are kept.</summary>
    public string Hash { get; } = StrategyText.Hash(Key, 16);

    /// <summary>Orders strategies so that those that share bags, pooled vectors and projections come together.</summary>
    public (int Pass, string Pooling, string Projection, int Id) Order =>
        (Pass, StrategyText.Describe(Strategy.Pooling), Strategy.Projection.Specification, Id);
}
