namespace CtVlm.MLNet.Torch;

/// <content>What there is.</content>
public abstract partial class SlicePooling
{
    /// <summary>Names of all poolings there are, each with its default arguments a specification for <see cref="Parse"/>.</summary>
    /// <remarks>src/CtVlm.MLNet.Torch/Geometry/README.md helps to choose one.</remarks>
    public static IReadOnlyList<string> Known { get; } = [.. PoolingRegistry.Entries.Select(entry => entry.Name)];
}
