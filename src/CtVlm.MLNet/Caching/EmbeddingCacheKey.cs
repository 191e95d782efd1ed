using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Names one bag by everything that its values depend on, and by nothing else.</summary>
/// <remarks>Only a hash is kept, so neither paths nor identifiers can be read back from it.</remarks>
public sealed record EmbeddingCacheKey
{
    private const string Domain = "ctvlm embedding bag 1";

    private EmbeddingCacheKey(string hex) => Hex = hex;

    /// <summary>SHA-256, 64 lower-case hexadecimal characters.</summary>
    public string Hex { get; }

    /// <summary>Makes the key. Equal arguments give equal keys in every process and on every system.</summary>
    /// <param name="contentFingerprint">Changes with the pixels and geometry of the series, not with its path or name.</param>
    /// <param name="renderingJson">Slice selection, windows, resize and normalisation, in a canonical form.</param>
    /// <param name="encoderHash">Hash of the encoder's tensors and configuration.</param>
    /// <param name="embeddingPoint">Where in the encoder the vector is taken.</param>
    /// <param name="precision">Element type the encoder computes in, as it was resolved for the device: Float32, BFloat16, Float16, Float32+tf32.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public static EmbeddingCacheKey Create(
        string contentFingerprint, string renderingJson, string encoderHash, string embeddingPoint, string precision)
    {
        ArgumentException.ThrowIfNullOrEmpty(contentFingerprint);
        ArgumentException.ThrowIfNullOrEmpty(renderingJson);
        ArgumentException.ThrowIfNullOrEmpty(encoderHash);
        ArgumentException.ThrowIfNullOrEmpty(embeddingPoint);
        ArgumentException.ThrowIfNullOrEmpty(precision);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in new[] { Domain, contentFingerprint, renderingJson, encoderHash, embeddingPoint, precision })
        {
            Append(hash, part);
        }

        return new EmbeddingCacheKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The key.</summary>
    /// <returns><see cref="Hex"/>.</returns>
    public override string ToString() => Hex;

    // The length before each part keeps ("ab", "c") and ("a", "bc") apart.
    private static void Append(IncrementalHash hash, string part)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
