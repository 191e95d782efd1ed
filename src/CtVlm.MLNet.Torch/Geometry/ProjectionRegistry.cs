namespace CtVlm.MLNet.Torch;

/// <summary>Every projection there is, by name, with an example of each. What is listed here is tested as a whole.</summary>
internal static partial class ProjectionRegistry
{
    /// <summary>The projections.</summary>
    public static IReadOnlyList<ProjectionEntry> Entries { get; } = [.. CreateLinear(), .. CreateNonlinear()];
}
