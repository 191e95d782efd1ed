using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The module of a vision tower: pixels (N, 3, H, W), an embedding point, and who is shown the stages.</summary>
/// <remarks>Gives (N, D), or (N, T, D) for <see cref="EmbeddingPoint.Tokens"/>.</remarks>
internal abstract class VisionModel(string name) : nn.Module<Tensor, EmbeddingPoint, StageHandler?, Tensor>(name);
