using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The module of a text tower: int64 ids (N, T), int64 mask (N, T) that is 1 on a text and 0 on its padding, and who is shown the stages.</summary>
/// <remarks>Gives (N, D), whatever the padding holds.</remarks>
internal abstract class TextModel(string name) : nn.Module<Tensor, Tensor, StageHandler?, Tensor>(name);
