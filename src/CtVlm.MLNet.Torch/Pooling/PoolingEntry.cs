namespace CtVlm.MLNet.Torch;

/// <summary>One pooling of the registry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it from its arguments; those not given have their defaults.</param>
internal sealed record PoolingEntry(string Name, Func<PoolingArguments, SlicePooling> Create);
