using System.Buffers;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Embeds series without a pipeline: open, read the chosen slices, render, encode, one after the other.</summary>
internal static class BareEmbedding
{
    private const int BatchSize = 8;

    /// <summary>The vectors of all chosen slices of all series, (series x slices, D).</summary>
    public static float[] Run(IReadOnlyList<string> folders, VlmEncoder encoder, CtRendering rendering)
    {
        using EncoderLease<IVisionEncoder> lease = encoder.AcquireVision(CPU);
        using CtRenderer renderer = new(rendering, encoder.Vision.Preprocessing, CPU);
        List<float> vectors = [];
        foreach (string folder in folders)
        {
            using CtVolume volume = CtVolume.Open(folder);
            int[] indices = rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
            foreach (int[] batch in indices.Chunk(BatchSize))
            {
                vectors.AddRange(Encode(volume, batch, renderer, lease.Encoder));
            }
        }

        return [.. vectors];
    }

    private static float[] Encode(CtVolume volume, int[] indices, CtRenderer renderer, IVisionEncoder encoder)
    {
        int sliceSize = volume.Rows * volume.Columns;
        float[] hu = ArrayPool<float>.Shared.Rent(indices.Length * sliceSize);
        for (int i = 0; i < indices.Length; i++)
        {
            volume.ReadSlice(indices[i], hu.AsSpan(i * sliceSize, sliceSize));
        }

        using IDisposable mode = inference_mode();
        using Tensor pixels = renderer.Render(hu.AsSpan(0, indices.Length * sliceSize), indices.Length, volume.Rows, volume.Columns);
        ArrayPool<float>.Shared.Return(hu);
        using Tensor result = encoder.Encode(pixels, EmbeddingPoint.Projected);
        return result.data<float>().ToArray();
    }
}
