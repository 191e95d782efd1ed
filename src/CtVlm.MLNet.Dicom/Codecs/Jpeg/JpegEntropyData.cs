using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>The entropy-coded data of a scan, interval by interval. Removes byte stuffing in place, so that decoding loops meet plain bits.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 B.1.1.5 (stuffing), B.2.1 (intervals), B.2.5 (DNL), E.1.4 (restart).</remarks>
internal ref struct JpegEntropyData
{
    private readonly Span<byte> _stream;
    private int _position;
    private int _interval;

    /// <summary>Starts at the first byte of a scan's data.</summary>
    public JpegEntropyData(Span<byte> stream, int start)
    {
        _stream = stream;
        _position = start;
    }

    /// <summary>The bits of the next interval.</summary>
    /// <exception cref="CodecException">Another marker stands there than the restart marker that is due.</exception>
    public JpegBitReader NextInterval()
    {
        if (_interval > 0)
        {
            // A lost interval could be told from the marker's number, but not what its samples were.
            int expected = JpegMarker.Restart0 + ((_interval - 1) & 7);
            byte got = TryMarker() ?? throw JpegThrow.DataShort();
            if (got != expected)
            {
                throw JpegThrow.Restart(expected, got);
            }
        }

        _interval++;
        int start = _position;
        int length = RemoveStuffing();
        return new JpegBitReader(_stream[start..], length);
    }

    /// <summary>Looks at what follows the last interval. A missing EOI is tolerated, and so is anything behind it.</summary>
    /// <exception cref="CodecException">Another scan follows, or the number of lines is not that expected.</exception>
    public void Finish(JpegHeader header, PixelFormat format)
    {
        byte? marker = TryMarker();
        if (marker == JpegMarker.NumberOfLines)
        {
            ReadOnlySpan<byte> body = _stream[_position..];
            int lines = body.Length >= 4 ? BinaryPrimitives.ReadUInt16BigEndian(body[2..]) : throw JpegThrow.Ended("inside a DNL segment");
            if (lines != format.Rows)
            {
                throw JpegThrow.Dimensions(lines, header.Frame.Columns, format);
            }

            _position += 4;
            marker = TryMarker();
        }
        else if (header.Frame.Lines == 0)
        {
            throw JpegThrow.Dimensions(0, header.Frame.Columns, format);
        }

        if (marker == JpegMarker.StartOfScan)
        {
            throw JpegThrow.SecondScan();
        }
    }

    private byte? TryMarker()
    {
        ReadOnlySpan<byte> rest = _stream[_position..];
        int at = rest.IndexOfAnyExcept((byte)0xFF);
        if (at <= 0)
        {
            return null;
        }

        _position += at + 1;
        return rest[at];
    }

    /// <summary>Turns FF 00 into FF up to the next marker or the end; moves there and returns how many bytes are left of it.</summary>
    private int RemoveStuffing()
    {
        int start = _position, write = start, read = start;
        while (true)
        {
            int run = _stream[read..].IndexOf((byte)0xFF);
            bool isLast = run < 0 || read + run + 1 >= _stream.Length;
            run = run < 0 ? _stream.Length - read : run;
            if (write != read)
            {
                _stream.Slice(read, run).CopyTo(_stream[write..]);
            }

            write += run;
            read += run;
            if (isLast || _stream[read + 1] != 0)
            {
                _position = read;
                return write - start;
            }

            _stream[write++] = 0xFF;
            read += 2;
        }
    }
}
