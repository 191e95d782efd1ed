using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>A pooled view that moves over a source: small steps cost nothing, far jumps read one block at the new place.</summary>
/// <param name="source">What to view; stays open.</param>
/// <param name="firstBlock">How many bytes the first read asks for; the default holds most CT headers whole.</param>
/// <param name="nextBlock">How many bytes each further read asks for.</param>
internal sealed class ByteWindow(IByteSource source, int firstBlock = 8 * 1024, int nextBlock = 64 * 1024) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(firstBlock);
    private long _start;
    private int _count;
    private bool _started;

    public long Length => source.Length;

    /// <summary>The bytes at a position: as many as asked for, or fewer where the data ends. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Get(long position, int count)
    {
        long at = position - _start;
        if (at < 0 || at + count > _count)
        {
            Fill(position, count);
            at = 0;
        }

        return _buffer.AsSpan((int)at, Math.Min(count, _count - (int)at));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill(long position, int count)
    {
        int wanted = Math.Max(count, _started ? nextBlock : firstBlock);
        _started = true;
        if (_buffer.Length < wanted)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(wanted);
        }

        int room = (int)Math.Clamp(source.Length - position, 0, wanted);
        _start = position;
        _count = source.Read(position, _buffer.AsSpan(0, room));
    }
}
