namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The reversible 5/3 wavelet transform of an image whose origin is 0, 0.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 annex F.4.8.1.</remarks>
internal static class Lifting53
{
    /// <summary>The subbands by resolution, lowest first: LL, then HL, LH and HH of each level.</summary>
    public static IReadOnlyList<Htj2kSubband[]> Forward(int[] image, int width, int height, int levels)
    {
        List<Htj2kSubband[]> resolutions = [];
        for (int level = 0; level < levels; level++)
        {
            Transform(image, width, height);
            int lowWidth = (width + 1) / 2;
            int lowHeight = (height + 1) / 2;
            resolutions.Insert(0,
            [
                Pick(image, width, lowWidth, 0, width - lowWidth, lowHeight, 1),
                Pick(image, width, 0, lowHeight, lowWidth, height - lowHeight, 1),
                Pick(image, width, lowWidth, lowHeight, width - lowWidth, height - lowHeight, 2),
            ]);
            image = Pick(image, width, 0, 0, lowWidth, lowHeight, 0).Values;
            (width, height) = (lowWidth, lowHeight);
        }

        resolutions.Insert(0, [new Htj2kSubband(image, width, height, 0)]);
        return resolutions;
    }

    private static Htj2kSubband Pick(int[] image, int stride, int left, int top, int width, int height, int gain)
    {
        int[] values = new int[width * height];
        for (int y = 0; y < height; y++)
        {
            Array.Copy(image, ((top + y) * stride) + left, values, y * width, width);
        }

        return new Htj2kSubband(values, width, height, gain);
    }

    private static void Transform(int[] image, int width, int height)
    {
        for (int x = 0; x < width; x++)
        {
            Line(image, x, width, height);
        }

        for (int y = 0; y < height; y++)
        {
            Line(image, y * width, 1, width);
        }
    }

    // Odd samples become the difference from their neighbours' mean, even ones a mean again; both are symmetric at the ends. Low ones go first.
    private static void Line(int[] image, int start, int step, int length)
    {
        if (length == 1)
        {
            return;
        }

        int[] line = [.. Enumerable.Range(0, length).Select(i => image[start + (i * step)])];
        int At(int i) => line[i < 0 ? -i : i >= length ? (2 * (length - 1)) - i : i];
        for (int i = 1; i < length; i += 2)
        {
            line[i] -= (At(i - 1) + At(i + 1)) >> 1;
        }

        for (int i = 0; i < length; i += 2)
        {
            line[i] += (At(i - 1) + At(i + 1) + 2) >> 2;
        }

        int low = (length + 1) / 2;
        for (int i = 0; i < length; i++)
        {
            image[start + (((i / 2) + (i % 2 == 0 ? 0 : low)) * step)] = line[i];
        }
    }
}
