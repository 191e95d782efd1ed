namespace CtVlm.MLNet;

/// <summary>Names of the six choices of a strategy.</summary>
internal static class StrategyParts
{
    /// <summary>In the order of <see cref="EmbeddingStrategy.Parts"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["encoder", "rendering", "point", "pooling", "projection", "trainer"];
}
