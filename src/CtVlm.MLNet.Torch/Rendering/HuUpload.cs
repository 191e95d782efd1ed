using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Brings HU from memory to a device.</summary>
/// <param name="device">Where to.</param>
/// <param name="packs">Whether whole numbers travel as int16; see <see cref="HuPacking"/>.</param>
/// <param name="pins">Whether they travel from page-locked memory, so that the caller need not wait for the copy; for CUDA.</param>
/// <remarks>
/// Page-locked memory comes from libtorch's own store of it, which gives a block out again only when the copy that reads it is over; its disposal
/// before that is safe. <b>Source:</b> PyTorch, notes/cuda, "Use pinned memory buffers".
/// </remarks>
internal sealed class HuUpload(torch.Device device, bool packs, bool pins)
{
    /// <summary>The way that fits a device: packed and without waiting to a GPU; no copy more than needed on a CPU.</summary>
    public static HuUpload For(torch.Device device)
    {
        bool isGpu = device.type == DeviceType.CUDA;
        return new HuUpload(device, isGpu, isGpu);
    }

    /// <summary>Sends values.</summary>
    /// <param name="hu">The values.</param>
    /// <param name="shape">Their shape.</param>
    /// <returns>Int16 where they were packed, else float32, on the device; equal numbers either way. In the caller's scope.</returns>
    public torch.Tensor Send(ReadOnlySpan<float> hu, params long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (packs)
        {
            torch.Tensor packed = torch.empty(shape, torch.ScalarType.Int16);
            if (HuPacking.TryPack(hu, MemoryMarshal.Cast<byte, short>(packed.bytes)))
            {
                return Move(packed).MoveToOuterDisposeScope();
            }
        }

        torch.Tensor values = torch.empty(shape, torch.ScalarType.Float32);
        MemoryMarshal.AsBytes(hu).CopyTo(values.bytes);
        return Move(values).MoveToOuterDisposeScope();
    }

    private torch.Tensor Move(torch.Tensor values) => (pins ? values.pin_memory() : values).to(device, non_blocking: pins);
}
