using System.Buffers;
using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>Renders decoded items, slices or volumes, collects them over series borders, and runs the encoder on full batches.</summary>
/// <remarks>
/// Batches are cut by row order alone, so every pass composes them alike. Used by one thread; every tensor is made and freed on it, and none that
/// lives from one call to the next belongs to a dispose scope of the caller's.
/// </remarks>
internal sealed class SliceBatcher(EncoderLease<IVisionEncoder> lease, EncoderInput input, EmbeddingPoint point, RuntimeSettings settings) : IDisposable
{
    private readonly IHuRenderer _renderer = input.CreateRenderer(lease.Encoder.Info, lease.Encoder.Device);
    private readonly int _valuesPerItem = lease.Encoder.Info.GetVectorsPerSlice(point) * lease.Encoder.Info.GetWidth(point);
    private readonly Queue<PendingPixels> _pending = new();
    private BatchInFlight? _inFlight;

    /// <summary>
    /// Whether the vectors of a batch are fetched only when the next batch is rendered. Fetching waits for a GPU; before that, it should have been given all
    /// that is known, so that it works while the next slices are packed and sent. Without meaning for values.
    /// </summary>
    public bool Overlaps { get; init; } = lease.Encoder.Device.type != DeviceType.CPU;

    /// <summary>Whether vectors of a batch have not been fetched yet.</summary>
    public bool IsInFlight => _inFlight is not null;

    /// <summary>Items that wait for a batch.</summary>
    public int PendingItems { get; private set; }

    /// <summary>Items that went through the encoder.</summary>
    public long ItemsEncoded { get; private set; }

    /// <summary>Renders the items of a chunk and lets them wait. The chunk's buffer goes back to the pool.</summary>
    public void Add(SeriesJob job, InputPart part, float[] hu)
    {
        using (inference_mode())
        using (Tf32Scope.Enter(lease.Encoder.Device, false))
        {
            Tensor pixels = _renderer.Render(hu.AsSpan(0, part.Length), part.Items, part.Rows, part.Columns).DetachFromDisposeScope();
            _pending.Enqueue(new PendingPixels(job, pixels));
        }

        ArrayPool<float>.Shared.Return(hu);
        PendingItems += part.Items;
    }

    /// <summary>Encodes the next items; gives the series that have become complete, by this batch or, where batches overlap, by the one before.</summary>
    /// <param name="items">How many, 1 to <see cref="PendingItems"/>.</param>
    public IReadOnlyList<SeriesJob> Encode(int items)
    {
        IReadOnlyList<SeriesJob> completed = Collect();
        _inFlight = Launch(items);
        PendingItems -= items;
        ItemsEncoded += items;
        return Overlaps ? completed : Collect();
    }

    /// <summary>Fetches the vectors of the batch in flight, if there is one, and hands each series its own; gives the series that have become complete.</summary>
    public IReadOnlyList<SeriesJob> Collect()
    {
        if (_inFlight is not { } batch)
        {
            return [];
        }

        _inFlight = null;
        using (batch)
        using (inference_mode())
        using (NewDisposeScope())
        {
            return Scatter(batch.Vectors.to(ScalarType.Float32).cpu().contiguous(), batch.Parts);
        }
    }

    public void Dispose()
    {
        while (_pending.TryDequeue(out PendingPixels? pixels))
        {
            pixels.Dispose();
        }

        _inFlight?.Dispose();
        _inFlight = null;
        _renderer.Dispose();
        lease.Dispose();
    }

    private BatchInFlight Launch(int items)
    {
        using IDisposable mode = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        List<(SeriesJob Job, int Items)> parts = [];
        Tensor batch = TakeBatch(items, parts);
        lock (lease.Gate)
        {
            using Tf32Scope? tf32 = settings.EnterTf32();
            Tensor vectors = lease.Encoder.Encode(batch, point);
            Check(vectors, items);
            return new BatchInFlight(vectors.DetachFromDisposeScope(), parts);
        }
    }

    // -> (B, 3, S, S) or (B, 1, D, H, W) from the front of the queue. A view keeps its storage alive, so a chunk is freed as soon as it is used up.
    private Tensor TakeBatch(int items, List<(SeriesJob Job, int Items)> parts)
    {
        List<Tensor> tensors = [];
        for (int missing = items; missing > 0;)
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

    // An encoder of the user's own may give what its description does not say.
    private void Check(Tensor vectors, int items)
    {
        if (vectors.numel() != (long)items * _valuesPerItem || vectors.shape[0] != items)
        {
            VisionEncoderInfo info = lease.Encoder.Info;
            int perItem = info.GetVectorsPerSlice(point);
            throw new InvalidOperationException(
                $"EmbedCt: the encoder gave ({string.Join(", ", vectors.shape)}) for {items} {input.ItemName} at {point}, but its description says ({items}, {(perItem == 1 ? "" : $"{perItem}, ")}{info.GetWidth(point)}). Make its VisionEncoderInfo agree with it.");
        }
    }

    // (B, D) or (B, T, D) -> each series its rows.
    private List<SeriesJob> Scatter(Tensor vectors, List<(SeriesJob Job, int Items)> parts)
    {
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(vectors.bytes);
        List<SeriesJob> completed = [];
        foreach ((SeriesJob job, int count) in parts)
        {
            if (job.Add(values[..(count * _valuesPerItem)]))
            {
                completed.Add(job);
            }

            values = values[(count * _valuesPerItem)..];
        }

        return completed;
    }
}
