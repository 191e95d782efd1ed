using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes what an encoder takes, slices or volumes, of HU in memory. An instance serves one thread at a time.</summary>
internal interface IHuRenderer : IDisposable
{
    /// <summary>Renders some slices or volumes.</summary>
    /// <param name="hu">Items one after the other, each [y, x] or [z, y, x], HU; finite.</param>
    /// <param name="items">N, 1 or more.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <returns>Normalised, N first, float32, on the encoder's device; owned by the caller.</returns>
    torch.Tensor Render(ReadOnlySpan<float> hu, int items, int rows, int columns);
}
