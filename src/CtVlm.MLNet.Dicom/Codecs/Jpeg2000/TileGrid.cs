namespace CtVlm.MLNet.Dicom;

/// <summary>Where the image lies on the reference grid and how it is cut into tiles: the marker segment SIZ, checked against the data set.</summary>
/// <remarks>
/// One component without subsampling: a CT has no other. Grid coordinates are kept below 2^31, which no image of 65,535 rows needs to exceed.
/// <b>Source:</b> ITU-T T.800 A.5.1 and B.2-B.3.
/// </remarks>
internal readonly record struct TileGrid
{
    /// <summary>Bytes of an SOT marker segment and an SOD marker, without which no tile exists.</summary>
    private const int SmallestTilePart = 14;

    /// <summary>Samples and lifting sums stay within 32 bits up to this precision.</summary>
    private const int HighestPrecision = 28;

    public required int X0 { get; init; }

    public required int Y0 { get; init; }

    public required int X1 { get; init; }

    public required int Y1 { get; init; }

    public required int TileX0 { get; init; }

    public required int TileY0 { get; init; }

    public required int TileWidth { get; init; }

    public required int TileHeight { get; init; }

    /// <summary>Bits of a sample, 1 to 28.</summary>
    public required int Precision { get; init; }

    public required bool IsSigned { get; init; }

    public int TilesAcross => (int)CeilingDivide(X1 - (long)TileX0, TileWidth);

    public int TilesDown => (int)CeilingDivide(Y1 - (long)TileY0, TileHeight);

    public int TileCount => TilesAcross * TilesDown;

    /// <summary>Reads SIZ and refuses whatever is not the frame that the data set promises.</summary>
    /// <param name="body">The segment after its length.</param>
    /// <param name="format">The data set's frame.</param>
    /// <param name="codestreamLength">Bytes of the codestream, which bound the number of tiles.</param>
    public static TileGrid Read(ReadOnlySpan<byte> body, PixelFormat format, int codestreamLength)
    {
        MarkerReader reader = new(body, "SIZ");
        int capabilities = reader.ReadUInt16();
        if ((capabilities & 0x8000) != 0)
        {
            throw Jpeg2000Throw.Invalid($"SIZ asks for extensions of part 2 (Rsiz 0x{capabilities:X4}), which are not supported.");
        }

        TileGrid grid = new()
        {
            X1 = Coordinate(ref reader, "Xsiz"),
            Y1 = Coordinate(ref reader, "Ysiz"),
            X0 = Coordinate(ref reader, "XOsiz"),
            Y0 = Coordinate(ref reader, "YOsiz"),
            TileWidth = Extent(ref reader, "XTsiz"),
            TileHeight = Extent(ref reader, "YTsiz"),
            TileX0 = Coordinate(ref reader, "XTOsiz"),
            TileY0 = Coordinate(ref reader, "YTOsiz"),
            Precision = Component(ref reader, format, out bool isSigned),
            IsSigned = isSigned,
        };
        grid.Check(format, codestreamLength);
        return grid;
    }

    /// <summary>A tile's part of the image, in grid coordinates.</summary>
    public GridRectangle Tile(int index)
    {
        long left = TileX0 + ((long)(index % TilesAcross) * TileWidth);
        long top = TileY0 + ((long)(index / TilesAcross) * TileHeight);
        return new GridRectangle(
            (int)Math.Max(left, X0), (int)Math.Max(top, Y0), (int)Math.Min(left + TileWidth, X1), (int)Math.Min(top + TileHeight, Y1));
    }

    private static long CeilingDivide(long value, long divisor) => (value + divisor - 1) / divisor;

    private static int Coordinate(ref MarkerReader reader, string field)
    {
        uint value = reader.ReadUInt32();
        if (value > int.MaxValue)
        {
            Jpeg2000Throw.Field("SIZ", field, value, "less than 2^31");
        }

        return (int)value;
    }

    /// <summary>A tile size; one that reaches beyond 2^31 is as good as one that ends there.</summary>
    private static int Extent(ref MarkerReader reader, string field)
    {
        uint value = reader.ReadUInt32();
        if (value == 0)
        {
            Jpeg2000Throw.Field("SIZ", field, value, "1 or more");
        }

        return (int)Math.Min(value, int.MaxValue);
    }

    private static int Component(ref MarkerReader reader, PixelFormat format, out bool isSigned)
    {
        int components = reader.ReadUInt16();
        if (components != 1)
        {
            Jpeg2000Throw.Field("SIZ", "Csiz (components)", components, "1: a CT has one sample a pixel");
        }

        int depth = reader.ReadByte();
        int precision = (depth & 0x7F) + 1;
        isSigned = (depth & 0x80) != 0;
        int limit = Math.Min(HighestPrecision, format.BitsAllocated);
        if (precision > limit)
        {
            Jpeg2000Throw.Field("SIZ", "component precision", precision, FormattableString.Invariant($"at most {limit} bits (BitsAllocated is {format.BitsAllocated})"));
        }

        int horizontal = reader.ReadByte(), vertical = reader.ReadByte();
        if (horizontal != 1 || vertical != 1)
        {
            throw Jpeg2000Throw.Invalid($"SIZ says component subsampling {horizontal} x {vertical}, expected 1 x 1.");
        }

        return precision;
    }

    private void Check(PixelFormat format, int codestreamLength)
    {
        if (X1 - (long)X0 != format.Columns || Y1 - (long)Y0 != format.Rows)
        {
            Jpeg2000Throw.Size(X1 - X0, Y1 - Y0, format.Columns, format.Rows);
        }

        if (TileX0 > X0 || TileY0 > Y0 || TileX0 + (long)TileWidth <= X0 || TileY0 + (long)TileHeight <= Y0)
        {
            throw Jpeg2000Throw.Invalid($"SIZ puts the first tile at ({TileX0}, {TileY0}), size {TileWidth} x {TileHeight}, clear of the image at ({X0}, {Y0}).");
        }

        long tiles = (long)TilesAcross * TilesDown;
        if (tiles > codestreamLength / SmallestTilePart)
        {
            throw Jpeg2000Throw.Invalid($"SIZ cuts the image into {tiles} tiles, more than a codestream of {codestreamLength} bytes can hold.");
        }
    }
}
