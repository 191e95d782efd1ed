namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The inflated bytes of a file that is read far inside, as the later frames of a multi-frame image are: made once, and held as long as memory is not needed otherwise.
/// Safe for concurrent calls.
/// </summary>
internal sealed class HeldContent
{
    /// <summary>To inflate and drop this much takes as long as to read a slice.</summary>
    private const long FarPosition = 4 << 20;

    /// <summary>Below this length, or this many times the packed length, a content may be held in memory.</summary>
    private const long AlwaysHeldBytes = 64 << 20;
    private const long HeldExpansion = 16;

    private readonly Lock _lock = new();
    private readonly bool _mayHold;
    private WeakReference<byte[]>? _held;

    /// <summary>Holds nothing yet.</summary>
    /// <param name="length">Length of the content, bytes.</param>
    /// <param name="packedLength">Length before inflating, bytes.</param>
    public HeldContent(long length, long packedLength) =>
        _mayHold = length <= Array.MaxLength && (length <= AlwaysHeldBytes || length / HeldExpansion <= packedLength);

    /// <summary>Whether reading from a position on is better done from memory.</summary>
    public bool Serves(long firstPosition) => _mayHold && firstPosition >= FarPosition;

    /// <summary>The content, from memory or made now.</summary>
    public byte[] Get(Func<byte[]> make)
    {
        lock (_lock)
        {
            if (_held == null || !_held.TryGetTarget(out byte[]? bytes))
            {
                bytes = make();
                _held = new WeakReference<byte[]>(bytes);
            }

            return bytes;
        }
    }
}
