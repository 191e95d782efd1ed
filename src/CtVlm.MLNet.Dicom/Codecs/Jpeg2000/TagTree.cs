namespace CtVlm.MLNet.Dicom;

/// <summary>Builds and reads tag trees: minima of a two-dimensional array over ever larger squares, told bit by bit as far as needed.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.10.2.</remarks>
internal static class TagTree
{
    /// <summary>More levels than any array of 2^31 leaves has.</summary>
    private const int MaxDepth = 32;

    /// <summary>A node whose value is not known yet.</summary>
    private const int Unknown = int.MaxValue;

    /// <summary>Adds the nodes of a tree with the given leaves, all values unknown.</summary>
    /// <returns>The index of the first leaf.</returns>
    public static int Add(ref PooledList<TagTreeNode> nodes, int across, int down)
    {
        int first = nodes.Count;
        while (true)
        {
            int start = nodes.Extend(across * down);
            bool isRoot = across == 1 && down == 1;
            int parents = start + (across * down);
            int parentsAcross = (across + 1) / 2;
            for (int y = 0; y < down; y++)
            {
                Span<TagTreeNode> row = nodes.Items.Slice(start + (y * across), across);
                for (int x = 0; x < across; x++)
                {
                    row[x] = new TagTreeNode { Value = Unknown, Parent = isRoot ? -1 : parents + (y / 2 * parentsAcross) + (x / 2) };
                }
            }

            if (isRoot)
            {
                return first;
            }

            across = parentsAcross;
            down = (down + 1) / 2;
        }
    }

    /// <summary>Reads as many bits as it takes to know whether a leaf's value is less than a threshold.</summary>
    public static bool IsBelow(Span<TagTreeNode> nodes, int leaf, int threshold, ref PacketBits bits)
    {
        Span<int> path = stackalloc int[MaxDepth];
        int depth = 0;
        for (int node = leaf; node >= 0; node = nodes[node].Parent)
        {
            path[depth++] = node;
        }

        int low = 0;
        while (depth > 0)
        {
            ref TagTreeNode node = ref nodes[path[--depth]];
            low = Math.Max(low, node.Low);
            while (low < threshold && low < node.Value)
            {
                if (bits.ReadBit() != 0)
                {
                    node.Value = low;
                }
                else
                {
                    low++;
                }
            }

            node.Low = low;
        }

        return nodes[leaf].Value < threshold;
    }
}
