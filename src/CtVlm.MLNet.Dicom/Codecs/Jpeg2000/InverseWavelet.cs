namespace CtVlm.MLNet.Dicom;

/// <summary>Puts the bands of a tile together, level by level. Holds pooled memory.</summary>
/// <remarks>
/// Each level first joins its bands row by row into interleaved rows, then lifts across rows in place. Two buffers take turns, so that a
/// level never overwrites the lower one it reads.
/// <b>Source:</b> ITU-T T.800 F.3.1-F.3.2.
/// </remarks>
internal sealed class InverseWavelet : IDisposable
{
    private PooledList<int> _even;
    private PooledList<int> _odd;
    private PooledList<int> _lines;

    /// <summary>Transforms a tile.</summary>
    /// <param name="layout">The tile's levels and bands.</param>
    /// <param name="plane">The coefficients of all bands; floats by their bits for the 9/7 transform.</param>
    /// <param name="isReversible">Whether the transform is the 5/3 one.</param>
    /// <returns>The tile's samples row by row, in the same form, valid until the next call.</returns>
    public ReadOnlySpan<int> Reconstruct(TileLayout layout, ReadOnlySpan<int> plane, bool isReversible)
    {
        int stride = layout.Samples.Width, lowStride = stride;
        ReadOnlySpan<int> low = plane;
        _lines.Clear();
        _lines.Extend(WaveletLines.Length(stride));
        for (int r = 1; r < layout.Resolutions.Count; r++)
        {
            GridRectangle samples = layout.Resolutions[r].Samples;
            int first = layout.Resolutions[r].FirstBand;
            ref PooledList<int> target = ref (r % 2 == 0 ? ref _even : ref _odd);
            target.Clear();
            target.Extend(samples.Width * samples.Height);
            WaveletLevel level = new()
            {
                Samples = samples,
                Low = low,
                LowStride = lowStride,
                HighAcross = From(plane, layout.Bands[first]),
                HighDown = From(plane, layout.Bands[first + 1]),
                HighBoth = From(plane, layout.Bands[first + 2]),
                HighStride = stride,
                Target = target.Items,
                Lines = new WaveletLines(_lines.Items),
            };
            if (!samples.IsEmpty)
            {
                Transform(in level, isReversible);
            }

            low = target.Items;
            lowStride = samples.Width;
        }

        return low;
    }

    public void Dispose()
    {
        _even.Dispose();
        _odd.Dispose();
        _lines.Dispose();
    }

    /// <summary>The plane from a band's first coefficient on; an empty band may lie beyond the end.</summary>
    private static ReadOnlySpan<int> From(ReadOnlySpan<int> plane, in Subband band) => band.Samples.IsEmpty ? default : plane[band.PlaneOffset..];

    private static void Transform(in WaveletLevel level, bool isReversible)
    {
        if (isReversible)
        {
            Wavelet53.Transform(in level);
        }
        else
        {
            Wavelet97.Transform(in level);
        }
    }
}
