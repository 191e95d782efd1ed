using System.Buffers;
using System.IO.Compression;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The inflated form of the rest of a file, or of an archive's entry. Reading goes forward; going back starts again from the first byte. What lies between
/// two reads is inflated into a small buffer and dropped, so that memory stays constant whatever the stream inflates to.
/// </summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.5; RFC 1951.</remarks>
internal sealed class InflatedByteSource : IByteSource
{
    private const int SkipBytes = 32 * 1024;

    private readonly IByteSource _file;
    private readonly long _start;
    private readonly string _name;
    private readonly InflatedContent? _content;
    private ByteSourceStream _input;
    private DeflateStream _stream;
    private long _position;
    private uint _checksum;

    /// <summary>Views a stream of unknown length; owns and closes the file.</summary>
    public InflatedByteSource(IByteSource file, long start, int maxInflatedBytes, string name)
        : this(file, start, content: null, maxInflatedBytes, name)
    {
    }

    /// <summary>Views a stream of which length and checksum are known; owns and closes the file.</summary>
    public InflatedByteSource(IByteSource file, long start, InflatedContent content, string name)
        : this(file, start, content, content.Length, name)
    {
    }

    private InflatedByteSource(IByteSource file, long start, InflatedContent? content, long length, string name)
    {
        _content = content;
        _file = file;
        _start = start;
        _name = name;
        Length = length;
        _input = new ByteSourceStream(file, start);
        _stream = new DeflateStream(_input, CompressionMode.Decompress);
    }

    /// <summary>The length, if it is known; otherwise the limit on it, and where the stream really ends is found by reading.</summary>
    public long Length { get; }

    public int Read(long position, Span<byte> buffer)
    {
        if (position > Length - buffer.Length)
        {
            buffer = _content != null ? buffer[..(int)Math.Clamp(Length - position, 0, buffer.Length)] : throw DicomThrow.InflatedTooLarge(_name, Length);
        }

        try
        {
            SkipTo(position);
            int count = _position == position ? _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) : 0;
            Passed(buffer[..count]);
            return count;
        }
        catch (InvalidDataException failure)
        {
            throw DicomThrow.DeflateDamaged(_name, failure);
        }
    }

    /// <summary>Inflates what is left, because damage within the stream may show only further on: deflate has no checksum.</summary>
    /// <returns>The length of the whole, bytes.</returns>
    /// <exception cref="DicomFormatException">The stream is corrupt, or inflates to more than the limit.</exception>
    public int CheckToEnd()
    {
        byte[] dropped = ArrayPool<byte>.Shared.Rent(SkipBytes);
        try
        {
            while (Read(_position, dropped.AsSpan(0, (int)Math.Clamp(Length - _position, 1, dropped.Length))) > 0)
            {
            }

            // A whole stream says where it ends and asks for nothing beyond.
            if (_input.WasExhausted)
            {
                throw DicomThrow.DeflateDamaged(_name, cause: null);
            }

            return (int)_position;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }

    /// <summary>Compares the checksum, if it is known and no more than a buffer is left to inflate.</summary>
    public void CheckAfterRead()
    {
        if (_content == null || Length - _position > SkipBytes)
        {
            return;
        }

        byte[] rest = ArrayPool<byte>.Shared.Rent(SkipBytes);
        try
        {
            while (Read(_position, rest.AsSpan(0, (int)Math.Min(SkipBytes, Length - _position))) > 0)
            {
            }

            // One byte more than the directory promises would be seen here.
            if (_position < Length || _checksum != _content.Checksum || _stream.Read(rest, 0, 1) > 0)
            {
                throw DicomThrow.ArchiveDamaged(_name, "its checksum or length is not what the directory says");
            }
        }
        catch (InvalidDataException failure)
        {
            throw DicomThrow.DeflateDamaged(_name, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rest);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }

    private void Passed(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        if (_content != null)
        {
            _checksum = Crc32.Append(_checksum, bytes);
        }
    }

    private void SkipTo(long position)
    {
        if (position < _position)
        {
            _stream.Dispose();
            _input = new ByteSourceStream(_file, _start);
            _stream = new DeflateStream(_input, CompressionMode.Decompress);
            _position = 0;
            _checksum = 0;
        }

        if (position == _position)
        {
            return;
        }

        byte[] dropped = ArrayPool<byte>.Shared.Rent(SkipBytes);
        try
        {
            int count = 1;
            while (_position < position && count > 0)
            {
                count = _stream.Read(dropped, 0, (int)Math.Min(dropped.Length, position - _position));
                Passed(dropped.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }
}
