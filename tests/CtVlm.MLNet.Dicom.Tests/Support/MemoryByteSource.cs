namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Bytes in memory that count how many of them were read.</summary>
internal sealed class MemoryByteSource(byte[] bytes) : IByteSource
{
    public long BytesRead { get; private set; }

    public long Length => bytes.Length;

    public int Read(long position, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(bytes.Length - position, 0, buffer.Length);
        bytes.AsSpan((int)position, count).CopyTo(buffer);
        BytesRead += count;
        return count;
    }

    public void Dispose()
    {
    }
}
