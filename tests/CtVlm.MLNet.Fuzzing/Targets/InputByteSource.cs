using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>An input as a source of bytes.</summary>
internal sealed class InputByteSource(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    public int Read(long position, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(bytes.Length - position, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(position, bytes.Length), count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
