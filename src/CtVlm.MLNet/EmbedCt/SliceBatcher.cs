using System.Buffers;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>Renders decoded slices, collects them over series borders, and runs the encoder on full batches.</summary>
/// <remarks>
/// Batches are cut by row order alone, so every pass composes them alike. Used by one thread; every tensor is made and freed on it.
/// </remarks>
internal sealed class SliceBatcher : IDisposable
{
    private readonly EncoderLease<IVisionEncoder> _lease;
    private readonly CtRenderer _renderer;
    private readonly EmbeddingPoint _point;
    private readonly RuntimeSettings _settings;
    private readonly Queue<PendingPixels> _pending = new();

    public SliceBatcher(EncoderLease<IVisionEncoder> lease, CtRendering rendering, EmbeddingPoint point, RuntimeSettings settings)
    {
        _lease = lease;
        _point = point;
        _settings = settings;
        VisionEncoderInfo info = lease.Encoder.Info;
        _renderer = new CtRenderer(rendering, info.Preprocessing, lease.Encoder.Device);
    }

    /// <summary>Slices that wait for a batch.</summary>
    public int PendingSlices { get; private set; }

    /// <summary>Slices that went through the encoder.</summary>
    public long SlicesEncoded { get; private set; }

    /// <summary>Renders the slices of a chunk and lets them wait. The chunk's buffer goes back to the pool.</summary>
    public void Add(PreparedChunk chunk)
    {
        float[] hu = chunk.Hu!;
        using (inference_mode())
        using (Tf32Scope.Enter(_lease.Encoder.Device, false))
        {
            Tensor pixels = _renderer.Render(hu.AsSpan(0, chunk.Slices * chunk.Rows * chunk.Columns), chunk.Slices, chunk.Rows, chunk.Columns);
            _pending.Enqueue(new PendingPixels(chunk.Job, pixels));
        }

        ArrayPool<float>.Shared.Return(hu);
        PendingSlices += chunk.Slices;
    }

    /// <summary>Encodes the next slices and hands each series its vectors; gives the series that have become complete.</summary>
    /// <param name="slices">How many, 1 to <see cref="PendingSlices"/>.</param>
    public IReadOnlyList<SeriesJob> Encode(int slices)
    {
        using IDisposable mode = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        List<(SeriesJob Job, int Slices)> parts = [];
        Tensor batch = TakeBatch(slices, parts);
        Tensor vectors;
        lock (_lease.Gate)
        {
            using Tf32Scope? tf32 = _settings.EnterTf32();
            vectors = _lease.Encoder.Encode(batch, _point);
        }

        PendingSlices -= slices;
        SlicesEncoded += slices;
        return Scatter(vectors.to(ScalarType.Float32).cpu().contiguous(), slices, parts);
    }

    public void Dispose()
    {
        while (_pending.TryDequeue(out PendingPixels? pixels))
        {
            pixels.Dispose();
        }

        _renderer.Dispose();
        _lease.Dispose();
    }

    // -> (B, 3, S, S) from the front of the queue. A view keeps its storage alive, so a chunk is freed as soon as it is used up.
    private Tensor TakeBatch(int slices, List<(SeriesJob Job, int Slices)> parts)
    {
        List<Tensor> tensors = [];
        for (int missing = slices; missing > 0;)
        {
            PendingPixels front = _pending.Peek();
            int taken = Math.Min(front.Remaining, missing);
            tensors.Add(front.Take(taken));
            parts.Add((front.Job, taken));
            missing -= taken;
            if (front.Remaining == 0)
            {
                _pending.Dequeue().Dispose();
            }
        }

        return tensors.Count == 1 ? tensors[0] : cat(tensors, 0);
    }

    // (B, D) or (B, T, D) -> each series its rows.
    private List<SeriesJob> Scatter(Tensor vectors, int slices, List<(SeriesJob Job, int Slices)> parts)
    {
        ReadOnlySpan<float> values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(vectors.bytes);
        int valuesPerSlice = values.Length / slices;
        List<SeriesJob> completed = [];
        foreach ((SeriesJob job, int count) in parts)
        {
            if (job.Add(values[..(count * valuesPerSlice)], count))
            {
                completed.Add(job);
            }

            values = values[(count * valuesPerSlice)..];
        }

        return completed;
    }
}
