namespace CtVlm.MLNet.Torch;

/// <summary>One epoch of training a pooling.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="MaxEpochs">The most there can be.</param>
/// <param name="TrainingLoss">Mean loss of the training bags in this epoch.</param>
/// <param name="ValidationLoss">Mean loss of the bags held back, after this epoch; null where none are.</param>
/// <param name="BestEpoch">The epoch whose parameters are kept so far.</param>
/// <param name="BagsPerSecond">Training bags a second in this epoch.</param>
public sealed record PoolingTrainingProgress(int Epoch, int MaxEpochs, double TrainingLoss, double? ValidationLoss, int BestEpoch, double BagsPerSecond);
