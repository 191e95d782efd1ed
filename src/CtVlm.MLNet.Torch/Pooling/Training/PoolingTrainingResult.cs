namespace CtVlm.MLNet.Torch;

/// <summary>A trained pooling and how its training went.</summary>
/// <param name="Pooling">The pooling with what it has learnt.</param>
/// <param name="Report">How it went.</param>
public sealed record PoolingTrainingResult(FittedPooling Pooling, PoolingTrainingReport Report);
