using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Walks the marker segments up to the start of the scan. Allocates nothing but the message of a refusal.</summary>
/// <remarks><b>Source:</b> ITU-T T.87 C.1 and C.2; T.81 B.1 and B.2.</remarks>
internal ref struct JpegLsHeaderReader
{
    private const int StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, DefineRestart = 0xDD, DefineLines = 0xDC;
    private const int StartOfFrame55 = 0xF7, Presets = 0xF8, Comment = 0xFE;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _precision;
    private int _component;
    private int _restartLines;
    private JpegLsPresets _presets;

    private JpegLsHeaderReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Reads and checks all that comes before the coded data.</summary>
    /// <param name="bytes">The codestream.</param>
    /// <param name="format">What the DICOM header promises; the frame must agree with it.</param>
    /// <exception cref="CodecException">A segment is missing, damaged, or of a kind that this decoder refuses.</exception>
    public static JpegLsHeader Read(ReadOnlySpan<byte> bytes, PixelFormat format)
    {
        JpegLsHeaderReader reader = new(bytes);
        return reader.Walk(format);
    }

    private JpegLsHeader Walk(PixelFormat format)
    {
        if (_bytes.Length < 2 || _bytes[0] != 0xFF || _bytes[1] != StartOfImage)
        {
            JpegLsThrow.Refuse("the codestream must start with the marker SOI (FF D8)");
        }

        _position = 2;
        while (true)
        {
            int marker = NextMarker();
            if (marker == EndOfImage)
            {
                JpegLsThrow.Refuse("the image ends (EOI) before a scan starts");
            }

            ReadOnlySpan<byte> segment = NextSegment(marker);
            if (marker == StartOfScan)
            {
                return new JpegLsHeader(ReadScan(segment), _restartLines, _position);
            }

            ReadSegment(marker, segment, format);
        }
    }

    /// <summary>The second byte of the next marker; fill bytes FF may precede it (T.81 B.1.1.2).</summary>
    private int NextMarker()
    {
        if (_position < _bytes.Length && _bytes[_position] != 0xFF)
        {
            JpegLsThrow.Refuse($"a marker (FF) is expected at byte {_position}, got {_bytes[_position]:X2}");
        }

        while (_position < _bytes.Length && _bytes[_position] == 0xFF)
        {
            _position++;
        }

        if (_position >= _bytes.Length)
        {
            JpegLsThrow.Truncated("the markers before the scan", _position);
        }

        return _bytes[_position++];
    }

    private ReadOnlySpan<byte> NextSegment(int marker)
    {
        ReadOnlySpan<byte> rest = _bytes[_position..];
        int length = rest.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length > rest.Length)
        {
            JpegLsThrow.Truncated($"the segment FF {marker:X2}", _position);
        }

        if (length < 2)
        {
            JpegLsThrow.SegmentLength(marker, length);
        }

        _position += length;
        return rest[2..length];
    }

    private void ReadSegment(int marker, ReadOnlySpan<byte> segment, PixelFormat format)
    {
        switch (marker)
        {
            case StartOfFrame55:
                ReadFrame(segment, format);
                break;
            case Presets:
                ReadPresets(segment);
                break;
            case DefineRestart:
                ReadRestart(segment);
                break;
            case DefineLines:
                JpegLsThrow.Refuse("the number of lines is given by DNL, which no DICOM encoder writes; the frame header must give it");
                break;
            case Comment or (>= 0xE0 and <= 0xEF):
                // Applications' data and SPIFF headers (APP8) change nothing in the samples.
                break;
            case >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC:
                JpegLsThrow.Refuse($"the frame is of another JPEG process, SOF{marker - 0xC0} (FF {marker:X2}); JPEG-LS is SOF55 (FF F7). The transfer syntax is wrong");
                break;
            default:
                JpegLsThrow.Refuse($"the marker FF {marker:X2} has no place before a JPEG-LS scan");
                break;
        }
    }

    /// <summary>C.2.2, with the sizes compared with the DICOM header before anything is allocated for them.</summary>
    private void ReadFrame(ReadOnlySpan<byte> segment, PixelFormat format)
    {
        JpegLsThrow.UnlessWithin("the number of frame headers (SOF55)", 1, 1, _precision == 0 ? 1 : 2);
        JpegLsThrow.UnlessWithin("the length of the frame header (SOF55)", 8, ushort.MaxValue, segment.Length + 2);
        JpegLsThrow.UnlessWithin("the number of components", 1, 1, segment[5]);
        JpegLsThrow.UnlessWithin("the length of the frame header (SOF55)", 11, 11, segment.Length + 2);
        int rows = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int columns = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        JpegLsThrow.UnlessEqual("the number of lines", "Rows (0028,0010)", format.Rows, rows);
        JpegLsThrow.UnlessEqual("the number of samples per line", "Columns (0028,0011)", format.Columns, columns);
        _precision = segment[0];
        _component = segment[6];
        JpegLsThrow.UnlessWithin("the precision in bits", 2, 16, _precision);
        if (_precision > format.BitsAllocated || _precision <= format.HighBit)
        {
            JpegLsThrow.Precision(format, _precision);
        }
    }

    /// <summary>C.2.4.1: of the four kinds of preset only the coding parameters occur with grey images.</summary>
    private void ReadPresets(ReadOnlySpan<byte> segment)
    {
        int kind = segment.Length == 0 ? 0 : segment[0];
        if (kind is 2 or 3)
        {
            JpegLsThrow.Refuse("mapping tables (LSE 2 and 3) are for palette colour, which CT has not");
        }

        if (kind == 4)
        {
            JpegLsThrow.Refuse("oversize image dimensions (LSE 4) are beyond what Rows and Columns can say");
        }

        JpegLsThrow.UnlessWithin("the kind of the LSE segment", 1, 1, kind);
        JpegLsThrow.UnlessWithin("the length of the LSE segment", 13, 13, segment.Length + 2);
        _presets = new JpegLsPresets(
            BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[5..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[7..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[9..]));
    }

    /// <summary>C.2.5: the interval is a number of lines, in two, three or four bytes. One longer than the image is none.</summary>
    private void ReadRestart(ReadOnlySpan<byte> segment)
    {
        JpegLsThrow.UnlessWithin("the length of the DRI segment", 4, 6, segment.Length + 2);
        uint lines = 0;
        foreach (byte part in segment)
        {
            lines = (lines << 8) | part;
        }

        _restartLines = lines > ushort.MaxValue ? 0 : (int)lines;
    }

    /// <summary>C.2.3. With one component all three interleave modes write the same stream, so a wrong mode among them does no harm.</summary>
    private readonly JpegLsParameters ReadScan(ReadOnlySpan<byte> segment)
    {
        if (_precision == 0)
        {
            JpegLsThrow.Refuse("the scan starts (SOS) before the frame header (SOF55)");
        }

        JpegLsThrow.UnlessWithin("the length of the scan header (SOS)", 8, 8, segment.Length + 2);
        JpegLsThrow.UnlessWithin("the number of components in the scan", 1, 1, segment[0]);
        JpegLsThrow.UnlessWithin("the component of the scan", _component, _component, segment[1]);
        JpegLsThrow.UnlessWithin("the mapping table of the component", 0, 0, segment[2]);
        JpegLsThrow.UnlessWithin("the interleave mode", 0, 2, segment[4]);
        JpegLsThrow.UnlessWithin("the point transform", 0, 0, segment[5]);
        return JpegLsParameters.Of(_precision, segment[3], _presets);
    }
}
