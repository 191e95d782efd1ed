namespace CtVlm.MLNet.Dicom;

/// <summary>A source that someone else closes.</summary>
internal sealed class BorrowedByteSource(IByteSource source) : IByteSource
{
    public long Length => source.Length;

    public int Read(long position, Span<byte> buffer) => source.Read(position, buffer);

    public void Dispose()
    {
    }
}
