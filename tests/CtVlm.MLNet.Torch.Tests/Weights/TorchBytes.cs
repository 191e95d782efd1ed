using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes files as torch.save does, and others.</summary>
internal static class TorchBytes
{
    /// <summary>The format since 1.6.</summary>
    public static byte[] Archive(byte[] pickle, params (string Key, byte[] Bytes)[] storages) =>
        Zip([("archive/data.pkl", pickle), ("archive/byteorder", "little"u8.ToArray()), .. storages.Select(s => ("archive/data/" + s.Key, s.Bytes)), ("archive/version", "3\n"u8.ToArray())]);

    /// <summary>An archive of any entries.</summary>
    public static byte[] Zip((string Name, byte[] Bytes)[] entries, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The format before 1.6, of a value's pickle and one storage.</summary>
    public static byte[] Legacy(byte[] pickle, bool isLittleEndian = true, long protocol = 1001, string key = "0", long count = 0, byte[]? storage = null)
    {
        byte[] magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture).ToByteArray();
        byte[] written = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(written, count);
        return
        [
            .. PickleBytes.Start().Raw(0x8a, (byte)magic.Length).Raw(magic).Do(".").ToArray(),
            .. PickleBytes.Start().Number(protocol).Do(".").ToArray(),
            .. PickleBytes.Start().Do("}").Text("little_endian").Raw((byte)(isLittleEndian ? 0x88 : 0x89)).Do("s.").ToArray(),
            .. pickle,
            .. PickleBytes.Start().Do("]").Text(key).Do("a.").ToArray(),
            .. written,
            .. storage ?? [],
        ];
    }

    /// <summary>float32 numbers 0, 1, 2, ... as bytes.</summary>
    public static byte[] Floats(int count)
    {
        byte[] bytes = new byte[4 * count];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), i);
        }

        return bytes;
    }
}
