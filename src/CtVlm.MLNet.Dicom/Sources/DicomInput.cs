namespace CtVlm.MLNet.Dicom;

/// <summary>A file that is not on disk: bytes in memory, or a stream. May be a DICOM file or a zip archive of such files.</summary>
/// <remarks>
/// A stream stays the caller's: it must stay open, and be used by nobody else, while the inventory and its volumes are read, and is never closed here. Reads of a
/// seekable stream take turns. A stream that cannot seek is read to its end once, when it is first needed, and held in memory,
/// up to <see cref="DicomLimits.MaxBufferedBytes"/>. Bytes are held, not copied; they must not change.
/// </remarks>
public sealed class DicomInput
{
    private readonly Lock _access = new();
    private readonly Stream? _stream;
    private ReadOnlyMemory<byte>? _bytes;

    private DicomInput(string name, ReadOnlyMemory<byte>? bytes, Stream? stream)
    {
        Name = name;
        _bytes = bytes;
        _stream = stream;
    }

    /// <summary>The name, for messages and for telling files apart; may hold folders, with '/'. Never used to open anything.</summary>
    public string Name { get; }

    /// <summary>Takes a file from memory.</summary>
    /// <param name="name">The file's name, not empty; no patient identity, for messages show it.</param>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The input; it holds on to the bytes.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static DicomInput FromBytes(string name, ReadOnlyMemory<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DicomInput(name, bytes, stream: null);
    }

    /// <summary>Takes a file from a stream: from its start if it can seek, otherwise from where it is.</summary>
    /// <param name="name">The file's name, not empty; no patient identity, for messages show it.</param>
    /// <param name="stream">A readable stream, which stays the caller's.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the stream cannot be read.</exception>
    public static DicomInput FromStream(string name, Stream stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new DicomInput(name, bytes: null, stream)
            : throw new ArgumentException("The stream must be readable.", nameof(stream));
    }

    internal IByteSource Open(string name, DicomLimits limits)
    {
        if (_stream is { CanSeek: true })
        {
            return new StreamByteSource(_stream, _access, name);
        }

        lock (_access)
        {
            return new BufferByteSource(_bytes ??= ReadToEnd(_stream!, name, limits.MaxBufferedBytes));
        }
    }

    private static ReadOnlyMemory<byte> ReadToEnd(Stream stream, string name, int limit)
    {
        try
        {
            using MemoryStream held = new();
            byte[] block = new byte[64 * 1024];
            for (int count; (count = stream.Read(block)) > 0;)
            {
                if (count > limit - held.Length)
                {
                    throw DicomThrow.BufferedTooLarge(name, limit);
                }

                held.Write(block, 0, count);
            }

            return held.GetBuffer().AsMemory(0, (int)held.Length);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw DicomThrow.CannotRead(name, failure);
        }
    }
}
