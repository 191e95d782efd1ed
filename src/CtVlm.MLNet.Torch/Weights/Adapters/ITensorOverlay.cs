using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Changes some tensors of a checkpoint as they are read.</summary>
internal interface ITensorOverlay
{
    /// <summary>Whether a tensor is changed.</summary>
    bool Changes(string name);

    /// <summary>The changed values of a tensor.</summary>
    /// <param name="name">Name of a tensor that is changed.</param>
    /// <param name="stored">The values of the checkpoint; stays the caller's.</param>
    /// <returns>A new float32 tensor of the same shape on the CPU, owned by the caller.</returns>
    torch.Tensor Merge(string name, torch.Tensor stored);
}
