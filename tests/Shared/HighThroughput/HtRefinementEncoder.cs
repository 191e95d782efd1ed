namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Encodes the passes that take a block one bit plane below its cleanup pass.</summary>
/// <remarks><b>Source:</b> ITU-T T.814 7.4 and 7.5, read backwards.</remarks>
internal sealed class HtRefinementEncoder(int[] values, int width, int height, int cleanupPlane, bool isVerticallyCausal)
{
    private readonly bool[,] _significant = new bool[height, width];

    public byte[] Encode(bool hasMagnitudes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _significant[i / width, i % width] = Math.Abs(values[i]) >> cleanupPlane != 0;
        }

        byte[] magnitudes = hasMagnitudes ? Refine() : [];
        return [.. Propagate(), .. magnitudes];
    }

    private byte[] Refine()
    {
        HtBackwardWriter writer = new();
        for (int stripe = 0; stripe < height; stripe += 4)
        {
            for (int x = 0; x < width; x++)
            {
                for (int y = stripe; y < Math.Min(stripe + 4, height); y++)
                {
                    if (_significant[y, x])
                    {
                        writer.Write(Math.Abs(values[(y * width) + x]) >> (cleanupPlane - 1), 1);
                    }
                }
            }
        }

        return writer.End();
    }

    private byte[] Propagate()
    {
        HtForwardWriter writer = new();
        for (int stripe = 0; stripe < height; stripe += 4)
        {
            for (int group = 0; group < width; group += 4)
            {
                List<bool> signs = [];
                for (int x = group; x < Math.Min(group + 4, width); x++)
                {
                    for (int y = stripe; y < Math.Min(stripe + 4, height); y++)
                    {
                        if (_significant[y, x] || !IsNearSignificant(x, y, stripe))
                        {
                            continue;
                        }

                        int value = values[(y * width) + x];
                        bool isFound = Math.Abs(value) >> (cleanupPlane - 1) != 0;
                        writer.Write(isFound ? 1 : 0, 1);
                        _significant[y, x] = isFound;
                        if (isFound)
                        {
                            signs.Add(value < 0);
                        }
                    }
                }

                signs.ForEach(sign => writer.Write(sign ? 1 : 0, 1));
            }
        }

        return writer.EndWithZeros();
    }

    private bool IsNearSignificant(int x, int y, int stripe)
    {
        int last = isVerticallyCausal ? Math.Min(y + 1, stripe + 3) : y + 1;
        for (int v = Math.Max(y - 1, 0); v <= Math.Min(last, height - 1); v++)
        {
            for (int u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, width - 1); u++)
            {
                if (_significant[v, u])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
