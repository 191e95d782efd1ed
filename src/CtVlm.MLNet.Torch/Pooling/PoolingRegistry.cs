namespace CtVlm.MLNet.Torch;

/// <summary>Every pooling there is, by name. What is not listed here cannot be parsed, saved or loaded, and what is listed is tested.</summary>
internal static partial class PoolingRegistry
{
    /// <summary>The poolings' names and how each is made from its arguments.</summary>
    public static IReadOnlyList<PoolingEntry> Entries { get; } = [.. CreateFixed(), .. CreateTrained()];

    /// <summary>The pooling of that specification.</summary>
    /// <exception cref="ArgumentException">There is no such pooling, or no such argument; the message lists those known.</exception>
    public static SlicePooling Parse(string specification, PoolingTraining training)
    {
        ArgumentNullException.ThrowIfNull(specification);
        string[] parts = specification.Split(':', 2, StringSplitOptions.TrimEntries);
        PoolingEntry entry = Entries.FirstOrDefault(e => e.Name == parts[0])
            ?? throw new ArgumentException($"There is no pooling '{parts[0]}'. Known: {string.Join(", ", Entries.Select(e => e.Name))}.", nameof(specification));
        PoolingArguments arguments = PoolingArguments.Parse(parts.Length == 1 ? "" : parts[1]);
        SlicePooling pooling = entry.Create(arguments, training);
        arguments.RequireAllRead(entry.Name);
        return pooling;
    }
}
