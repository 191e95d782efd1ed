namespace CtVlm.MLNet.Dicom;

/// <summary>A forward-only stream over a byte source from a position to its end; does not own the source.</summary>
internal sealed class ByteSourceStream(IByteSource source, long start) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => source.Length - start;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("The stream reads forward only.");
    }

    /// <summary>Whether more was asked for than the source holds.</summary>
    public bool WasExhausted { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = source.Read(start + _position, buffer);
        WasExhausted |= count == 0 && buffer.Length > 0;
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream reads forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("The stream is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read only.");
}
