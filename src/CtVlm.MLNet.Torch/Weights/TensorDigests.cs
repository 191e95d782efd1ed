using System.Collections.Concurrent;

namespace CtVlm.MLNet.Torch;

/// <summary>SHA-256 of the bytes of tensors, as far as they were read: loading fills it, so that hashing reads only the rest.</summary>
/// <param name="stamp">The stamp of the files that they belong to.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class TensorDigests(string stamp)
{
    private readonly ConcurrentDictionary<string, byte[]> _digests = new(StringComparer.Ordinal);

    /// <summary>The stamp of the files.</summary>
    public string Stamp { get; } = stamp;

    /// <summary>The digest of a tensor, null where it was not read yet.</summary>
    public byte[]? Find(string name) => _digests.GetValueOrDefault(name);

    /// <summary>Keeps the digest of a tensor.</summary>
    public void Add(string name, byte[] digest) => _digests[name] = digest;
}
