using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>A codestream's main header, and where the parts of each tile lie. Holds pooled memory: dispose once, never copy.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 A.3 and A.4. Pointer markers (TLM, PLM, PLT) and comments are stepped over.</remarks>
internal ref struct Jpeg2000Codestream
{
    /// <summary>What every tile starts from.</summary>
    public CodingParameters Parameters;

    /// <summary>The main header's progression order changes.</summary>
    public PooledList<ProgressionChange> Changes;

    private PooledList<TilePart> _parts;
    private PooledList<(int First, int Last)> _tiles;
    private PackedHeaders _packed;

    /// <summary>All bytes, from SOC on.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public TileGrid Grid { get; private set; }

    /// <summary>Whether packet headers are in the main header.</summary>
    public readonly bool HasPackedHeaders => _packed.IsPresent;

    /// <summary>Reads the main header and finds the tile-parts.</summary>
    /// <param name="bytes">The codestream; what follows its end is ignored.</param>
    /// <param name="format">The frame that the data set promises, checked before anything is allocated.</param>
    public void Read(ReadOnlySpan<byte> bytes, PixelFormat format)
    {
        Bytes = bytes;
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(bytes) != Jpeg2000Markers.StartOfCodestream)
        {
            throw Jpeg2000Throw.Invalid($"the frame does not begin with a codestream (marker SOC, FF4F).");
        }

        int position = ReadMainHeader(format);
        _tiles.Extend(Grid.TileCount);
        _tiles.Items.Fill((-1, -1));
        _packed.Join(bytes);
        FindTileParts(position);
        SharePackedHeaders();
    }

    /// <summary>Index of a tile's first part.</summary>
    /// <exception cref="CodecException">The tile has none.</exception>
    public readonly int FirstPart(int tile)
    {
        int first = _tiles[tile].First;
        return first >= 0 ? first : throw Jpeg2000Throw.Invalid($"tile {tile} of {Grid.TileCount} is missing. The frame is truncated; samples are not made up.");
    }

    /// <summary>A tile-part by its index.</summary>
    public readonly ref TilePart Part(int index) => ref _parts[index];

    /// <summary>The packet headers of a tile-part that the main header holds.</summary>
    public readonly ReadOnlySpan<byte> PackedHeadersOf(in TilePart part) => _packed.Bytes.Slice(part.PackedStart, part.PackedLength);

    /// <summary>Reads the marker at a position and the extent of its body, which is empty for a marker that stands alone.</summary>
    public readonly (int Marker, int BodyStart, int BodyEnd) MarkerAt(int position)
    {
        if (position > Bytes.Length - 2)
        {
            Jpeg2000Throw.Ends("a header");
        }

        int marker = BinaryPrimitives.ReadUInt16BigEndian(Bytes[position..]);
        if (marker < 0xFF01)
        {
            throw Jpeg2000Throw.Invalid($"a marker is expected at byte {position} of the codestream, got 0x{marker:X4}.");
        }

        if (Jpeg2000Markers.IsBare(marker))
        {
            return (marker, position + 2, position + 2);
        }

        int length = position > Bytes.Length - 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Bytes[(position + 2)..]);
        if (length < 2 || position + 2 + length > Bytes.Length)
        {
            throw Jpeg2000Throw.Invalid($"the marker segment 0x{marker:X4} at byte {position} says length {length}, {Bytes.Length - position - 2} bytes remain.");
        }

        return (marker, position + 4, position + 2 + length);
    }

    public void Dispose()
    {
        Changes.Dispose();
        _parts.Dispose();
        _tiles.Dispose();
        _packed.Dispose();
    }

    /// <returns>Position of the first SOT.</returns>
    private int ReadMainHeader(PixelFormat format)
    {
        (int marker, int start, int end) = MarkerAt(2);
        if (marker != Jpeg2000Markers.ImageAndTileSize)
        {
            Jpeg2000Throw.MissingMarker("SIZ");
        }

        Grid = TileGrid.Read(Bytes[start..end], format, Bytes.Length);
        while (true)
        {
            int position = end;
            (marker, start, end) = MarkerAt(position);
            switch (marker)
            {
                case Jpeg2000Markers.StartOfTilePart:
                    return position;
                case Jpeg2000Markers.ProgressionOrderChange:
                    ProgressionChange.Read(Bytes[start..end], ref Changes);
                    break;
                case Jpeg2000Markers.PackedHeadersMain:
                    _packed.Note(Bytes, start, end - start);
                    break;
                case Jpeg2000Markers.StartOfData or Jpeg2000Markers.EndOfCodestream:
                    Jpeg2000Throw.MissingMarker("SOT");
                    break;
                default:
                    Parameters.Apply(marker, Bytes[start..end]);
                    break;
            }
        }
    }

    /// <summary>Walks from SOT to SOT by the lengths they state. The end of the bytes stands for a missing EOC.</summary>
    private void FindTileParts(int position)
    {
        while (position <= Bytes.Length - 2)
        {
            int marker = BinaryPrimitives.ReadUInt16BigEndian(Bytes[position..]);
            if (marker != Jpeg2000Markers.StartOfTilePart)
            {
                if (marker != Jpeg2000Markers.EndOfCodestream && !IsPadding(Bytes[position..]))
                {
                    throw Jpeg2000Throw.Invalid($"SOT or EOC is expected at byte {position} of the codestream, got 0x{marker:X4}.");
                }

                return;
            }

            position = ReadTilePart(position);
        }
    }

    private static bool IsPadding(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept((byte)0) < 0;

    /// <returns>Position after the tile-part.</returns>
    private int ReadTilePart(int position)
    {
        (_, int start, int end) = MarkerAt(position);
        MarkerReader reader = new(Bytes[start..end], "SOT");
        int tile = reader.ReadUInt16();
        uint length = reader.ReadUInt32();
        if (tile >= _tiles.Count)
        {
            Jpeg2000Throw.Field("SOT", "tile index", tile, FormattableString.Invariant($"less than {_tiles.Count} tiles"));
        }

        if (length is > 0 and < 14)
        {
            Jpeg2000Throw.Field("SOT", "tile-part length", length, "14 or more, or 0 for the rest");
        }

        TilePart part = new() { HeaderStart = end, HeaderEnd = FindStartOfData(end), Next = -1 };
        part.DataEnd = length == 0 || length > Bytes.Length - position ? EndOfData() : position + (int)length;
        if (part.DataEnd < part.DataStart)
        {
            throw Jpeg2000Throw.Invalid($"tile {tile} has a tile-part of {length} bytes whose header alone is longer.");
        }

        Chain(tile, _parts.Add(part));
        return part.DataEnd;
    }

    private readonly int FindStartOfData(int position)
    {
        while (true)
        {
            (int marker, _, int end) = MarkerAt(position);
            if (marker == Jpeg2000Markers.StartOfData)
            {
                return position;
            }

            if (marker is Jpeg2000Markers.StartOfTilePart or Jpeg2000Markers.EndOfCodestream)
            {
                Jpeg2000Throw.MissingMarker("SOD");
            }

            position = end;
        }
    }

    /// <summary>The end of a tile-part that takes the rest: before EOC, after which a fragment may be padded with zeros.</summary>
    private readonly int EndOfData()
    {
        int last = Bytes.LastIndexOfAnyExcept((byte)0);
        return last >= 1 && Bytes[last] == 0xD9 && Bytes[last - 1] == 0xFF ? last - 1 : Bytes.Length;
    }

    private readonly void Chain(int tile, int part)
    {
        ref (int First, int Last) ends = ref _tiles[tile];
        if (ends.First < 0)
        {
            ends.First = part;
        }
        else
        {
            _parts[ends.Last].Next = part;
        }

        ends.Last = part;
    }

    /// <summary>Hands each tile-part, in the order of the codestream, its run of the main header's packet headers.</summary>
    private readonly void SharePackedHeaders()
    {
        if (!_packed.IsPresent)
        {
            return;
        }

        MarkerReader reader = new(_packed.Bytes, "PPM");
        foreach (ref TilePart part in _parts.Items)
        {
            uint length = reader.ReadUInt32();
            part.PackedStart = _packed.Bytes.Length - reader.Remaining;
            part.PackedLength = reader.Skip(length);
        }
    }
}
