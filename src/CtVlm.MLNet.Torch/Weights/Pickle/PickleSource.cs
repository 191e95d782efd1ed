using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>The bytes of a part of a file in order, never more than a small buffer of them in memory.</summary>
internal sealed class PickleSource
{
    private const int BufferBytes = 1 << 16;

    private readonly SafeFileHandle _handle;
    private readonly long _end;
    private byte[] _buffer = new byte[BufferBytes];
    private long _next;
    private int _at;
    private int _filled;

    /// <summary>The bytes from a start to an end, or to the most that a pickle may have.</summary>
    public PickleSource(SafeFileHandle handle, string path, long start, long end)
    {
        _handle = handle;
        Path = path;
        _next = start;
        _end = Math.Min(end, start + PickleLimits.Bytes);
    }

    /// <summary>The file's path, for messages.</summary>
    public string Path { get; }

    /// <summary>Offset in the file of the next byte.</summary>
    public long Position => _next - (_filled - _at);

    /// <summary>The next byte.</summary>
    /// <exception cref="WeightsException">There is none.</exception>
    public byte ReadByte()
    {
        if (_at == _filled)
        {
            Fill(1);
        }

        return _buffer[_at++];
    }

    /// <summary>The next bytes; valid until the next call.</summary>
    /// <exception cref="WeightsException">There are fewer.</exception>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (count > _filled - _at)
        {
            Fill(count);
        }

        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    private void Fill(int count)
    {
        int kept = _filled - _at;
        if (count - kept > _end - _next)
        {
            PickleThrow.Cut(Path, Position);
        }

        byte[] buffer = count <= _buffer.Length ? _buffer : new byte[count];
        _buffer.AsSpan(_at, kept).CopyTo(buffer);
        int more = (int)Math.Min(buffer.Length - kept, _end - _next);
        FileBytes.Read(_handle, Path, _next, buffer.AsSpan(kept, more));
        (_buffer, _at, _filled, _next) = (buffer, 0, kept + more, _next + more);
    }
}
