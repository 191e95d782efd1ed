namespace CtVlm.MLNet.Dicom;

/// <summary>Finds the voxels that hold padding.</summary>
internal static class PaddingMask
{
    /// <summary>Counts the padding voxels of a frame and, if asked, gives them another value.</summary>
    /// <param name="samples">The frame's samples, little endian.</param>
    /// <param name="format">How to cut the value out of a sample.</param>
    /// <param name="padding">The stored values that mean padding.</param>
    /// <param name="hu">The frame's Hounsfield units.</param>
    /// <param name="replacement">What padding voxels become; null to leave them.</param>
    /// <returns>How many voxels are padding.</returns>
    public static int Apply(ReadOnlySpan<byte> samples, PixelFormat format, PaddingRange padding, Span<float> hu, float? replacement)
    {
        int size = format.BitsAllocated / 8;
        int count = 0;
        for (int i = 0; i < hu.Length; i++)
        {
            if (!padding.Holds(HuConverter.StoredValue(samples.Slice(i * size, size), format)))
            {
                continue;
            }

            count++;
            if (replacement is { } value)
            {
                hu[i] = value;
            }
        }

        return count;
    }
}
