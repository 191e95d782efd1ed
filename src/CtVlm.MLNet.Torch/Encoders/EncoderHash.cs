using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>SHA-256 over an encoder: every tensor and every file that its results depend on.</summary>
/// <remarks>
/// Fed in this order, each text as its UTF-8 length (int64, little-endian) and bytes: a version; for each tensor in ordinal order of names its
/// name, element type, shape, number of bytes and bytes; for each file its name, number of bytes and bytes.
/// How tensors are spread over shards does not matter.
/// </remarks>
internal sealed class EncoderHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of a text, lower-case hex.</summary>
    public static string OfText(string version, string text)
    {
        using EncoderHash hash = new();
        hash.Append(version);
        hash.Append(text);
        return hash.Finish();
    }

    /// <summary>The hash of a folder's tensors and files, lower-case hex.</summary>
    public static string OfFolder(Checkpoint tensors, IEnumerable<string> files)
    {
        using EncoderHash hash = new();
        hash.Append("ctvlm-encoder-1");
        foreach (string name in tensors.Names)
        {
            TensorEntry entry = tensors.Find(name)!;
            hash.Append(name);
            hash.Append(entry.Type.GetName());
            hash.Append(entry.ShapeText);
            hash.Append(entry.ByteCount);
            tensors.ReadBytes(name, hash._hash.AppendData);
        }

        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            hash.Append(Path.GetFileName(file));
            hash.Append(bytes.LongLength);
            hash._hash.AppendData(bytes);
        }

        return hash.Finish();
    }

    public void Dispose() => _hash.Dispose();

    private void Append(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(bytes.LongLength);
        _hash.AppendData(bytes);
    }

    private void Append(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    private string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());
}
