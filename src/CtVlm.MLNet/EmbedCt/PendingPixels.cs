using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>Rendered slices (N, 3, S, S) or volumes (N, 1, D, H, W) of one series that wait for a batch; those before <see cref="Taken"/> have gone.</summary>
internal sealed class PendingPixels(SeriesJob job, Tensor pixels) : IDisposable
{
    public SeriesJob Job => job;

    public int Taken { get; private set; }

    public int Remaining => (int)pixels.shape[0] - Taken;

    /// <summary>A view of the next n items, owned by the caller.</summary>
    public Tensor Take(int items)
    {
        Tensor view = pixels.narrow(0, Taken, items);
        Taken += items;
        return view;
    }

    public void Dispose() => pixels.Dispose();
}
