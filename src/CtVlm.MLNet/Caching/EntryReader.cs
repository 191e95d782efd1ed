using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet;

/// <summary>Turns the bytes of an entry into a bag, believing nothing that they say before it is checked.</summary>
internal static class EntryReader
{
    // Layout, little endian (the byte order of every machine that libtorch runs on):
    //   offset  bytes  content
    //        0      8  "CTVLMEMB"
    //        8      4  uint32: version, 1
    //       12      4  uint32: 0 = values are float32, 1 = float16
    //       16      4  int32: n, number of vectors, 0 or more
    //       20      4  int32: d, width, 1 or more
    //       24      8  int64: length of the whole file
    //       32     32  key, SHA-256
    //       64     32  SHA-256 of bytes 0..63 and 96..end
    //       96     4n  int32[n]: slice index of each vector
    //    96+4n  2nd/4nd  float16 or float32 [n, d], row by row

    /// <summary>Reads an entry. Allocates no more than the file's own length calls for.</summary>
    /// <param name="stream">A seekable stream at its start.</param>
    /// <param name="key">The key looked up.</param>
    /// <param name="damage">What is wrong with the entry; null where it is whole.</param>
    /// <returns>The bag, or null.</returns>
    public static EmbeddingBag? Read(Stream stream, EmbeddingCacheKey key, out string? damage)
    {
        Span<byte> header = stackalloc byte[EntryFormat.HeaderBytes];
        if (stream.Length is < EntryFormat.HeaderBytes or > EntryFormat.MaxBytes)
        {
            damage = $"holds {stream.Length} bytes, {EntryFormat.HeaderBytes} to {EntryFormat.MaxBytes} expected";
            return null;
        }

        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            damage = "ends within its header";
            return null;
        }

        damage = CheckHeader(header, stream.Length, key);
        return damage is null ? ReadPayload(stream, header, out damage) : null;
    }

    private static string? CheckHeader(ReadOnlySpan<byte> header, long length, EmbeddingCacheKey key)
    {
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        uint storage = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        int count = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        int width = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        if (!header[..8].SequenceEqual(EntryFormat.Magic) || version != EntryFormat.Version)
        {
            return $"does not start as an embedding entry of version {EntryFormat.Version}";
        }

        if (storage > (uint)EmbeddingStorage.Float16 || count is < 0 or > (int)(EntryFormat.MaxBytes / 4) || width is < 1 or > (int)(EntryFormat.MaxBytes / 4))
        {
            return $"claims {count} vectors of width {width} in storage {storage}";
        }

        long expected = EntryFormat.Length(count, width, (EmbeddingStorage)storage);
        if (length != expected || BinaryPrimitives.ReadInt64LittleEndian(header[24..]) != expected)
        {
            return $"holds {length} bytes, {expected} expected for {count} vectors of width {width}";
        }

        return header.Slice(32, 32).SequenceEqual(Convert.FromHexString(key.Hex)) ? null : "belongs to another key";
    }

    private static EmbeddingBag? ReadPayload(Stream stream, ReadOnlySpan<byte> header, out string? damage)
    {
        int width = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        int[] indices = new int[BinaryPrimitives.ReadInt32LittleEndian(header[16..])];
        float[] values = new float[indices.Length * width];
        Half[] halves = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) == (uint)EmbeddingStorage.Float16 ? new Half[values.Length] : [];
        Span<byte> indexBytes = MemoryMarshal.AsBytes(indices.AsSpan());
        Span<byte> valueBytes = halves.Length > 0 ? MemoryMarshal.AsBytes(halves.AsSpan()) : MemoryMarshal.AsBytes(values.AsSpan());
        if (stream.ReadAtLeast(indexBytes, indexBytes.Length, throwOnEndOfStream: false) < indexBytes.Length
            || stream.ReadAtLeast(valueBytes, valueBytes.Length, throwOnEndOfStream: false) < valueBytes.Length)
        {
            damage = "was cut short while it was read";
            return null;
        }

        if (!header[EntryFormat.HashedHeaderBytes..].SequenceEqual(EntryFormat.Checksum(header, indexBytes, valueBytes)))
        {
            damage = "fails its checksum";
            return null;
        }

        if (indices.AsSpan().ContainsAnyInRange(int.MinValue, -1))
        {
            damage = "holds a negative slice index";
            return null;
        }

        if (halves.Length > 0)
        {
            TensorPrimitives.ConvertToSingle(halves, values);
        }

        damage = null;
        return new EmbeddingBag(values, width, indices);
    }
}
