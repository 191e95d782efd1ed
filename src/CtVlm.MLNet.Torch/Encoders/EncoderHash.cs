using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>SHA-256 over an encoder: every tensor and every file that its results depend on.</summary>
/// <remarks>
/// Fed in this order, each text as its UTF-8 length (int64, little-endian) and bytes: a version; the hash of the tensors; for each file its name, number of bytes and bytes.
/// The hash of the tensors is fed: a version; for each tensor in ordinal order of names its name, element type, shape, and the SHA-256 of its row-major, little-endian bytes.
/// How tensors are spread over files, and in which format, does not matter; nor in which order they are read, so that loading them gives their digests.
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

    /// <summary>The hash of a checkpoint's tensors, lower-case hex. Reads those whose digest is not known.</summary>
    public static string OfTensors(Checkpoint tensors)
    {
        using EncoderHash hash = new();
        hash.Append("ctvlm-tensors-1");
        foreach (string name in tensors.Names)
        {
            TensorEntry entry = tensors.Find(name)!;
            hash.Append(name);
            hash.Append(entry.Type.GetName());
            hash.Append(entry.ShapeText);
            hash._hash.AppendData(tensors.Digest(name));
        }

        return hash.Finish();
    }

    /// <summary>The hash of an encoder, lower-case hex.</summary>
    /// <param name="tensors">The hash of its tensors.</param>
    /// <param name="files">Full paths of its other files.</param>
    public static string OfEncoder(string tensors, IEnumerable<string> files)
    {
        using EncoderHash hash = new();
        hash.Append("ctvlm-encoder-2");
        hash.Append(tensors);
        foreach (string file in files)
        {
            hash.Append(Path.GetFileName(file));
            hash.AppendFile(file);
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

    private void AppendFile(string path)
    {
        FileLinks.Check(path);
        using FileStream stream = File.OpenRead(path);
        long rest = stream.Length;
        Append(rest);

        // No further than the length that was fed: a link may lead to a device, which never ends.
        byte[] buffer = new byte[1 << 16];
        while (rest > 0)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length));
            stream.ReadExactly(part);
            _hash.AppendData(part);
            rest -= part.Length;
        }
    }

    private string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());
}
