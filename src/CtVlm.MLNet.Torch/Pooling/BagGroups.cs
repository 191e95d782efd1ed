using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The bags of a batch by their number of slices, so that bags of one number can be laid out without padding.</summary>
internal static class BagGroups
{
    /// <summary>The groups, by number of slices.</summary>
    public static IReadOnlyList<BagGroup> Of(torch.Tensor mask)
    {
        using torch.Tensor flat = mask.cpu().contiguous();
        bool[] isSlice = flat.data<bool>().ToArray();
        int slices = (int)mask.shape[1];
        var bags = Enumerable.Range(0, (int)mask.shape[0])
            .Select(bag => (Bag: (long)bag, Rows: Enumerable.Range(bag * slices, slices).Where(row => isSlice[row]).Select(row => (long)row).ToArray()));
        return [.. bags.GroupBy(b => b.Rows.Length).Select(g => new BagGroup(g.Key, [.. g.Select(b => b.Bag)], [.. g.SelectMany(b => b.Rows)]))];
    }
}
