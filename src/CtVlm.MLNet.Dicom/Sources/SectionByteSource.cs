namespace CtVlm.MLNet.Dicom;

/// <summary>A section of another source, which it owns and closes.</summary>
internal sealed class SectionByteSource(IByteSource source, long start, long length) : IByteSource
{
    public long Length => length;

    public int Read(long position, Span<byte> buffer)
    {
        int count = (int)Math.Clamp(length - position, 0, buffer.Length);
        return count == 0 ? 0 : source.Read(start + position, buffer[..count]);
    }

    public void Dispose() => source.Dispose();
}
