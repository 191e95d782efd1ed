namespace CtVlm.MLNet.Torch;

/// <content>What there is.</content>
public abstract partial class EmbeddingProjection
{
    /// <summary>One or more examples of every projection there is, with settings that suit small data: some 40 rows of 6 values.</summary>
    /// <remarks>For lists, sweeps and pictures; src/CtVlm.MLNet.Torch/Geometry/README.md helps to choose one.</remarks>
    public static IReadOnlyList<ProjectionExample> Examples { get; } = [.. ProjectionRegistry.Entries.Select(entry => new ProjectionExample(entry.Name, entry.CreateExample()))];
}
