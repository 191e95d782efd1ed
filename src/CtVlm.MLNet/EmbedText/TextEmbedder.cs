using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>Embeds texts in batches, and keeps the weights loaded between passes; disposing releases them until the next use.</summary>
internal sealed class TextEmbedder(VlmEncoder encoder, RuntimeSettings settings, Action checkAlive) : IDisposable
{
    private readonly Lock _lock = new();
    private EncoderLease<ITextEncoder>? _keepLoaded;

    /// <summary>One vector a text, in order; texts are read one batch ahead.</summary>
    public IEnumerable<float[]> Embed(IEnumerable<ReadOnlyMemory<char>> texts)
    {
        using EncoderLease<ITextEncoder> lease = Acquire();
        foreach (ReadOnlyMemory<char>[] batch in texts.Chunk(settings.BatchSize))
        {
            checkAlive();
            settings.Options.CancellationToken.ThrowIfCancellationRequested();
            foreach (float[] vector in EmbedBatch(lease, [.. batch.Select(t => t.ToString())]))
            {
                yield return vector;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _keepLoaded?.Dispose();
            _keepLoaded = null;
        }
    }

    // (B, D) -> B vectors.
    private float[][] EmbedBatch(EncoderLease<ITextEncoder> lease, string[] texts)
    {
        using IDisposable mode = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        lock (lease.Gate)
        {
            using Tf32Scope? tf32 = settings.EnterTf32();
            Tensor vectors = lease.Encoder.Encode(texts).to(ScalarType.Float32).cpu().contiguous();
            int width = (int)vectors.shape[1];
            ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(vectors.bytes);
            float[][] rows = new float[texts.Length][];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = values.Slice(i * width, width).ToArray();
            }

            return rows;
        }
    }

    private EncoderLease<ITextEncoder> Acquire()
    {
        lock (_lock)
        {
            _keepLoaded ??= encoder.AcquireText(settings.Device, settings.Precision);
            return encoder.AcquireText(settings.Device, settings.Precision);
        }
    }
}
