using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes padded batches of bags of similar length.</summary>
/// <param name="data">The bags.</param>
/// <param name="batchSize">Bags a batch.</param>
internal sealed class BagBatcher(PoolingData data, int batchSize)
{
    // Bags are sorted by length within this many batches: little padding, and still another mix in every epoch.
    private const int BatchesInBucket = 16;

    /// <summary>Batches of bags in random order.</summary>
    /// <param name="bags">Indices of the bags.</param>
    /// <param name="random">Decides the order.</param>
    public IReadOnlyList<int[]> Shuffle(IReadOnlyList<int> bags, Random random)
    {
        int[] order = [.. bags];
        random.Shuffle(order);
        int[][] batches = [.. order.Chunk(batchSize * BatchesInBucket).SelectMany(bucket => InOrder(bucket))];
        random.Shuffle(batches);
        return batches;
    }

    /// <summary>Batches of bags by length.</summary>
    public IEnumerable<int[]> InOrder(IEnumerable<int> bags) => bags.OrderBy(bag => data.Bags[bag].Length).Chunk(batchSize);

    /// <summary>The tensors of a batch, in the current dispose scope.</summary>
    /// <returns>The bags, padded with zeros, and their classes, (B) int64.</returns>
    public (BagBatch Bags, Tensor Classes) Read(int[] batch)
    {
        int width = data.Width, longest = batch.Max(bag => data.Bags[bag].Length) / width;
        float[] rows = new float[batch.Length * longest * width];
        float[] positions = new float[batch.Length * longest];
        bool[] mask = new bool[positions.Length];
        for (int b = 0; b < batch.Length; b++)
        {
            float[] bag = data.Bags[batch[b]];
            bag.CopyTo(rows, b * longest * width);
            mask.AsSpan(b * longest, bag.Length / width).Fill(true);
            if (data.PositionsMm.Count > 0)
            {
                data.PositionsMm[batch[b]].CopyTo(positions, b * longest);
            }
        }

        long[] shape = [batch.Length, longest];
        BagBatch bags = new(TensorMemory.Create(rows, [.. shape, width]), tensor(mask, shape), data.PositionsMm.Count > 0 ? TensorMemory.Create(positions, shape) : null);
        return (bags, tensor(Array.ConvertAll(batch, bag => (long)data.Classes[bag])));
    }
}
