using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet;

/// <summary>Turns a bag into the bytes of an entry.</summary>
internal static class EntryWriter
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

    /// <summary>The entry's bytes.</summary>
    /// <param name="key">The bag's key.</param>
    /// <param name="bag">The bag; its entry must not exceed <see cref="EntryFormat.MaxBytes"/>.</param>
    /// <param name="storage">Precision asked for. Values that half precision cannot hold make this entry float32.</param>
    public static byte[] Encode(EmbeddingCacheKey key, EmbeddingBag bag, EmbeddingStorage storage)
    {
        Half[]? halves = storage == EmbeddingStorage.Float16 ? ToHalf(bag.Values) : null;
        EmbeddingStorage used = halves is null ? EmbeddingStorage.Float32 : EmbeddingStorage.Float16;
        byte[] entry = new byte[EntryFormat.Length(bag.Count, bag.Width, used)];
        ReadOnlySpan<byte> values = halves is null ? MemoryMarshal.AsBytes<float>(bag.Values) : MemoryMarshal.AsBytes<Half>(halves);
        ReadOnlySpan<byte> indices = MemoryMarshal.AsBytes<int>(bag.SliceIndices);
        WriteHeader(entry, key, bag, used);
        indices.CopyTo(entry.AsSpan(EntryFormat.HeaderBytes));
        values.CopyTo(entry.AsSpan(EntryFormat.HeaderBytes + indices.Length));
        EntryFormat.Checksum(entry, indices, values).CopyTo(entry.AsSpan(EntryFormat.HashedHeaderBytes));
        return entry;
    }

    /// <summary>The values in half precision, or null where a finite one would become infinite.</summary>
    public static Half[]? ToHalf(ReadOnlySpan<float> values)
    {
        Half[] halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        for (int i = 0; i < halves.Length; i++)
        {
            if (!Half.IsFinite(halves[i]) && float.IsFinite(values[i]))
            {
                return null;
            }
        }

        return halves;
    }

    private static void WriteHeader(Span<byte> entry, EmbeddingCacheKey key, EmbeddingBag bag, EmbeddingStorage storage)
    {
        EntryFormat.Magic.CopyTo(entry);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], EntryFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (uint)storage);
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], bag.Count);
        BinaryPrimitives.WriteInt32LittleEndian(entry[20..], bag.Width);
        BinaryPrimitives.WriteInt64LittleEndian(entry[24..], entry.Length);
        Convert.FromHexString(key.Hex).CopyTo(entry[32..]);
    }
}
