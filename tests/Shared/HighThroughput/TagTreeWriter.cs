namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A tag tree of which every leaf is written to its full value.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.10.2.</remarks>
internal sealed class TagTreeWriter
{
    private readonly List<(int Width, int[] Values, int[] Written)> _levels = [];

    /// <summary>A tree over a grid of values, row by row.</summary>
    public TagTreeWriter(int width, int height, int[] values)
    {
        _levels.Add((width, values, new int[values.Length]));
        while (width * height > 1)
        {
            (int lowerWidth, int[] lower, _) = _levels[^1];
            int nextWidth = (width + 1) / 2;
            int nextHeight = (height + 1) / 2;
            int[] next = [.. Enumerable.Repeat(int.MaxValue, nextWidth * nextHeight)];
            for (int i = 0; i < lower.Length; i++)
            {
                ref int parent = ref next[(i / lowerWidth / 2 * nextWidth) + (i % lowerWidth / 2)];
                parent = Math.Min(parent, lower[i]);
            }

            _levels.Add((nextWidth, next, new int[next.Length]));
            (width, height) = (nextWidth, nextHeight);
        }
    }

    /// <summary>Writes what is not yet known of whether a leaf is below a threshold; a threshold above the value writes the value whole.</summary>
    public void Write(PacketHeaderBits bits, int x, int y, int threshold)
    {
        int low = 0;
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            (int width, int[] values, int[] written) = _levels[level];
            int at = ((y >> level) * width) + (x >> level);

            // Written counts the values told, the last one with its terminating bit.
            int known = Math.Max(written[at], low);
            while (known < threshold && known <= values[at])
            {
                bits.Write(known == values[at] ? 1 : 0, 1);
                known++;
            }

            written[at] = known;
            low = Math.Min(values[at], threshold);
        }
    }
}
