using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>What pooling makes of a batch of bags.</summary>
/// <param name="Vectors">One vector a bag, (B, K).</param>
/// <param name="Weights">Weight of each slice, (B, N), 0 where there is none, each row summing to 1; null where the pooling has no such weights.</param>
internal sealed record PooledBags(torch.Tensor Vectors, torch.Tensor? Weights = null);
