using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Walks the marker segments up to the first scan.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 B.1.1 (markers, fill bytes, segments), B.2 (order), B.2.4 (tables).</remarks>
internal ref struct JpegHeaderReader
{
    private readonly ReadOnlySpan<byte> _stream;
    private int _position;
    private JpegHeader _header;

    private JpegHeaderReader(ReadOnlySpan<byte> stream)
    {
        _stream = stream;
        _position = 2;
    }

    /// <summary>Reads the headers.</summary>
    /// <param name="stream">The codestream of one frame.</param>
    /// <exception cref="CodecException">The headers are damaged, or the process, the number of components or of scans is not supported.</exception>
    public static JpegHeader Read(ReadOnlySpan<byte> stream)
    {
        if (stream.Length < 2 || stream[0] != 0xFF || stream[1] != JpegMarker.StartOfImage)
        {
            throw JpegThrow.NotJpeg(stream);
        }

        JpegHeaderReader reader = new(stream);
        while (!reader.ReadSegment())
        {
        }

        return reader._header;
    }

    /// <summary>Reads one segment; true when it was the scan header.</summary>
    private bool ReadSegment()
    {
        byte marker = NextMarker();
        if (JpegMarker.Unsupported(marker) is { } process)
        {
            throw JpegThrow.Process(process);
        }

        ReadOnlySpan<byte> body = Body(marker);
        int start = _position - body.Length;
        switch (marker)
        {
            case JpegMarker.Baseline or JpegMarker.ExtendedSequential or JpegMarker.Lossless:
                ReadFrame(marker, body);
                break;
            case JpegMarker.HuffmanTables:
                ReadHuffmanTables(body, start);
                break;
            case JpegMarker.QuantizationTables:
                ReadQuantizationTables(body, start);
                break;
            case JpegMarker.RestartInterval:
                Require(body.Length == 2, marker, body);
                _header.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                break;
            case JpegMarker.StartOfScan:
                ReadScan(body);
                return true;
            case JpegMarker.Comment or (>= JpegMarker.FirstApplication and <= JpegMarker.LastApplication):
                break;
            default:
                throw JpegThrow.UnexpectedMarker(marker);
        }

        return false;
    }

    private byte NextMarker()
    {
        if (_position < _stream.Length && _stream[_position] != 0xFF)
        {
            throw JpegThrow.NoMarker(_position, _stream[_position]);
        }

        // B.1.1.2: any number of fill bytes FF may stand before a marker.
        int fill = _position < _stream.Length ? _stream[_position..].IndexOfAnyExcept((byte)0xFF) : -1;
        if (fill < 0)
        {
            throw JpegThrow.Ended("before a scan header (SOS)");
        }

        _position += fill + 1;
        return _stream[_position - 1];
    }

    /// <summary>The segment's parameters; moves behind them.</summary>
    private ReadOnlySpan<byte> Body(byte marker)
    {
        // B.1.1.3: TEM, RSTn, SOI, EOI and 00 have no length; none of them may stand here.
        if (marker is <= 0x01 or (>= JpegMarker.Restart0 and <= JpegMarker.EndOfImage))
        {
            throw JpegThrow.UnexpectedMarker(marker);
        }

        int available = _stream.Length - _position;
        int length = available < 2 ? throw JpegThrow.Ended("inside a marker segment") : BinaryPrimitives.ReadUInt16BigEndian(_stream[_position..]);
        if (length < 2 || length > available)
        {
            throw JpegThrow.BadSegment(marker, length, available);
        }

        ReadOnlySpan<byte> body = _stream.Slice(_position + 2, length - 2);
        _position += length;
        return body;
    }

    // B.2.2.
    private void ReadFrame(byte marker, ReadOnlySpan<byte> body)
    {
        Require(body.Length >= 6, marker, body);
        if (_header.Frame.Process != 0)
        {
            throw JpegThrow.SecondHeader();
        }

        if (body[5] != 1)
        {
            throw JpegThrow.Components(body[5]);
        }

        Require(body.Length == 9, marker, body);

        // With one component the factors change nothing, but they must be factors.
        RequireRange("sampling factor", Math.Max(body[7] >> 4, body[7] & 15), 1, 4);
        RequireRange("sampling factor", Math.Min(body[7] >> 4, body[7] & 15), 1, 4);
        RequireRange("quantization table selector", body[8], 0, marker == JpegMarker.Lossless ? 255 : 3);
        _header.Frame = new JpegFrameHeader(
            marker, body[0], BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]), body[6], body[8]);
    }

    // B.2.3.
    private void ReadScan(ReadOnlySpan<byte> body)
    {
        if (_header.Frame.Process == 0)
        {
            throw JpegThrow.NoHeader("frame header (SOF)");
        }

        Require(body.Length >= 1, JpegMarker.StartOfScan, body);
        if (body[0] != 1)
        {
            throw JpegThrow.Components(body[0]);
        }

        Require(body.Length == 6, JpegMarker.StartOfScan, body);
        if (body[1] != _header.Frame.ComponentId)
        {
            throw JpegThrow.Parameter("scan component", body[1], $"component {_header.Frame.ComponentId} of the frame");
        }

        RequireRange("Huffman table selector", Math.Max(body[2] >> 4, body[2] & 15), 0, 3);
        _header.Scan = new JpegScanHeader(body[2] >> 4, body[2] & 15, body[3], body[4], body[5] >> 4, body[5] & 15, _position);
    }

    // B.2.4.2: several tables may share a segment.
    private void ReadHuffmanTables(ReadOnlySpan<byte> body, int start)
    {
        int at = 0;
        while (at < body.Length)
        {
            Require(body.Length - at >= 1 + JpegHuffmanCodes.LongestCode, JpegMarker.HuffmanTables, body);
            int kind = body[at] >> 4;
            int index = body[at] & 15;
            RequireRange("Huffman table class", kind, 0, 1);
            RequireRange("Huffman table destination", index, 0, JpegTablePositions.Count - 1);
            int symbols = JpegHuffmanCodes.CountSymbols(body.Slice(at + 1, JpegHuffmanCodes.LongestCode));
            if (kind == 0)
            {
                _header.DcTables[index] = start + at + 1;
            }
            else
            {
                _header.AcTables[index] = start + at + 1;
            }

            at += 1 + JpegHuffmanCodes.LongestCode + symbols;
            Require(at <= body.Length, JpegMarker.HuffmanTables, body);
        }
    }

    // B.2.4.1.
    private void ReadQuantizationTables(ReadOnlySpan<byte> body, int start)
    {
        int at = 0;
        while (at < body.Length)
        {
            int precision = body[at] >> 4;
            int index = body[at] & 15;
            RequireRange("quantization table precision", precision, 0, 1);
            RequireRange("quantization table destination", index, 0, JpegTablePositions.Count - 1);
            _header.QuantizationTables[index] = start + at;
            at += 1 + (64 << precision);
            Require(at <= body.Length, JpegMarker.QuantizationTables, body);
        }
    }

    private static void RequireRange(string name, int value, int least, int greatest)
    {
        if (value < least || value > greatest)
        {
            throw JpegThrow.Parameter(name, value, $"{least} to {greatest}");
        }
    }

    private static void Require(bool holds, byte marker, ReadOnlySpan<byte> body)
    {
        if (!holds)
        {
            throw JpegThrow.ShortSegment(marker, body.Length);
        }
    }
}
