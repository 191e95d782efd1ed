using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <content>Tensors that an adapter changes as they are read.</content>
internal sealed partial class Checkpoint
{
    /// <summary>Changes tensors as they are read; null where they stay as they are stored. Names, shapes and bytes are always those stored. Not owned.</summary>
    public ITensorOverlay? Overlay { get; set; }

    /// <summary>Reads a tensor in the element type of the file, changed by the overlay.</summary>
    /// <returns>A tensor on the CPU, owned by the caller.</returns>
    public torch.Tensor Read(string name)
    {
        torch.Tensor stored = ReadStored(name);
        if (!IsOverlaid(name))
        {
            return stored;
        }

        using (stored)
        {
            using torch.Tensor merged = Overlay!.Merge(name, stored);
            return merged.to(stored.dtype, copy: true);
        }
    }

    private bool IsOverlaid(string name) => Overlay?.Changes(name) == true;

    private void CopyMerged(string name, torch.Tensor destination)
    {
        using torch.Tensor stored = ReadStored(name);
        using torch.Tensor merged = Overlay!.Merge(name, stored);
        destination.copy_(merged);
    }
}
