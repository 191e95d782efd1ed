namespace CtVlm.MLNet.Dicom;

/// <summary>A rectangle of samples on the reference grid or on one of its subsampled grids; the ends are exclusive.</summary>
internal readonly record struct GridRectangle(int X0, int Y0, int X1, int Y1)
{
    public int Width => X1 - X0;

    public int Height => Y1 - Y0;

    public bool IsEmpty => X1 <= X0 || Y1 <= Y0;

    /// <summary>The samples of a wavelet band that belong to this tile.</summary>
    /// <param name="levels">How many times the grid was halved, 0 to 32.</param>
    /// <param name="isHighAcross">Whether the band holds the horizontal high-pass samples.</param>
    /// <param name="isHighDown">Whether the band holds the vertical high-pass samples.</param>
    /// <remarks><b>Source:</b> ITU-T T.800 equation B-15; with neither flag also B-14.</remarks>
    public GridRectangle Subsample(int levels, bool isHighAcross = false, bool isHighDown = false)
    {
        long across = isHighAcross ? 1L << (levels - 1) : 0;
        long down = isHighDown ? 1L << (levels - 1) : 0;
        return new GridRectangle(Halve(X0 - across, levels), Halve(Y0 - down, levels), Halve(X1 - across, levels), Halve(Y1 - down, levels));
    }

    /// <summary>What two rectangles share; may be empty.</summary>
    public GridRectangle Intersect(GridRectangle other) =>
        new(Math.Max(X0, other.X0), Math.Max(Y0, other.Y0), Math.Min(X1, other.X1), Math.Min(Y1, other.Y1));

    /// <summary>Division by a power of two, rounded up; an arithmetic shift rounds down for negative values too.</summary>
    private static int Halve(long value, int levels) => (int)((value + (1L << levels) - 1) >> levels);
}
