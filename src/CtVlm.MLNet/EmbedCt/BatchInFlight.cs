using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>What an encoder was asked for and may still be at work on.</summary>
/// <param name="Vectors">(B, D) or (B, T, D), on the encoder's device.</param>
/// <param name="Parts">Whose they are: so many items of each series, in order.</param>
internal sealed record BatchInFlight(Tensor Vectors, List<(SeriesJob Job, int Items)> Parts) : IDisposable
{
    public void Dispose() => Vectors.Dispose();
}
