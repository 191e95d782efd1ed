using System.Security.Cryptography;

namespace CtVlm.MLNet;

/// <summary>Names, sizes and limits of a folder cache's entry. README.md beside this file explains the choices.</summary>
internal static class EntryFormat
{
    /// <summary>Version in header and file name. A new version gets a new name, so that old and new programs never meet each other's entries.</summary>
    /// <remarks>1: first.</remarks>
    public const uint Version = 1;

    /// <summary>Bytes before the slice indices.</summary>
    public const int HeaderBytes = 96;

    /// <summary>Bytes of the header that the checksum covers, from the start.</summary>
    public const int HashedHeaderBytes = 64;

    /// <summary>Largest entry written or read, 1 GiB; nothing larger is ever allocated for a file, whatever it says.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>First eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "CTVLMEMB"u8;

    /// <summary>The ending of an entry's name.</summary>
    public static string Extension(EmbeddingStorage storage) => storage == EmbeddingStorage.Float16 ? ".f16v1" : ".f32v1";

    /// <summary>Bytes of one value.</summary>
    public static int ValueBytes(EmbeddingStorage storage) => storage == EmbeddingStorage.Float16 ? 2 : 4;

    /// <summary>Size of an entry. Count and width are at most <see cref="MaxBytes"/> / 4, so that nothing overflows.</summary>
    public static long Length(long count, long width, EmbeddingStorage storage)
        => HeaderBytes + (count * sizeof(int)) + (count * width * ValueBytes(storage));

    /// <summary>The checksum over header and payload.</summary>
    public static byte[] Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> indices, ReadOnlySpan<byte> values)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header[..HashedHeaderBytes]);
        hash.AppendData(indices);
        hash.AppendData(values);
        return hash.GetHashAndReset();
    }
}
