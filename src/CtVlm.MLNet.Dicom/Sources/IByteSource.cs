namespace CtVlm.MLNet.Dicom;

/// <summary>Bytes that can be read at any position: a file, a stream, memory, or a section or the inflated form of one.</summary>
/// <remarks>Not safe for concurrent calls; each reader opens its own.</remarks>
internal interface IByteSource : IDisposable
{
    /// <summary>Number of bytes, or an upper bound where it cannot be known before all is read.</summary>
    long Length { get; }

    /// <summary>Reads until the buffer is full or the data ends, and says how many bytes were read.</summary>
    int Read(long position, Span<byte> buffer);

    /// <summary>Called after a slice was read: checks what was read against a checksum, where there is one and little is left to read.</summary>
    /// <exception cref="DicomException">The checksum differs.</exception>
    void CheckAfterRead()
    {
    }
}
