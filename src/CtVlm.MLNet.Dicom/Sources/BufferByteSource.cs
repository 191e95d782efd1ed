namespace CtVlm.MLNet.Dicom;

/// <summary>Bytes in memory.</summary>
internal sealed class BufferByteSource(ReadOnlyMemory<byte> bytes) : IByteSource
{
    public long Length => bytes.Length;

    public int Read(long position, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(bytes.Length - position, 0, buffer.Length);
        if (count > 0)
        {
            bytes.Span.Slice((int)position, count).CopyTo(buffer);
        }

        return count;
    }

    public void Dispose()
    {
    }
}
