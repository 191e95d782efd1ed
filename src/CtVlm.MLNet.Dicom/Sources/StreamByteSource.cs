namespace CtVlm.MLNet.Dicom;

/// <summary>A seekable stream of the caller, one read at a time; does not own it.</summary>
internal sealed class StreamByteSource(Stream stream, Lock access, string name) : IByteSource
{
    public long Length { get; } = Guarded(name, () => stream.Length);

    public int Read(long position, Span<byte> buffer)
    {
        lock (access)
        {
            try
            {
                stream.Position = position;
                return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or NotSupportedException)
            {
                throw DicomThrow.CannotRead(name, failure);
            }
        }
    }

    public void Dispose()
    {
    }

    private static long Guarded(string name, Func<long> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or NotSupportedException)
        {
            throw DicomThrow.CannotRead(name, failure);
        }
    }
}
