using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Pads bags to one length, with a graph.</summary>
internal static class BagStacking
{
    /// <summary>A batch of bags.</summary>
    /// <param name="rows">The rows of all bags, one bag after the other, (sum of n, D).</param>
    /// <param name="positionsMm">Places of each bag's slices.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public static BagBatch Stack(Tensor rows, IReadOnlyList<float[]> positionsMm)
    {
        using DisposeScope scope = NewDisposeScope();
        int longest = positionsMm.Max(p => p.Length), from = 0;
        bool[] mask = new bool[positionsMm.Count * longest];
        float[] places = new float[mask.Length];
        List<Tensor> bags = [];
        foreach ((int index, float[] positions) in positionsMm.Index())
        {
            Tensor bag = rows.narrow(0, from, positions.Length);
            bags.Add(positions.Length == longest ? bag : cat([bag, zeros([longest - positions.Length, rows.shape[1]], rows.dtype, rows.device)], 0));
            mask.AsSpan(index * longest, positions.Length).Fill(true);
            positions.CopyTo(places, index * longest);
            from += positions.Length;
        }

        long[] shape = [positionsMm.Count, longest];
        return new BagBatch(
            stack(bags, 0).MoveToOuterDisposeScope(), // (B, N, D)
            tensor(mask, shape, device: rows.device).MoveToOuterDisposeScope(),
            TensorMemory.Create(places, shape).to(rows.device).MoveToOuterDisposeScope());
    }
}
