namespace CtVlm.MLNet.Torch;

/// <summary>One pooling of the registry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it from its arguments, those not given having their defaults, and from how it is trained, where it is.</param>
internal sealed record PoolingEntry(string Name, Func<PoolingArguments, PoolingTraining, SlicePooling> Create);
