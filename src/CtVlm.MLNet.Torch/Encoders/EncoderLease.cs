namespace CtVlm.MLNet.Torch;

/// <summary>A share of a loaded encoder. The weights are in memory once a device, and leave it when the last lease is disposed.</summary>
/// <typeparam name="TEncoder">The kind of encoder.</typeparam>
public sealed class EncoderLease<TEncoder> : IDisposable
    where TEncoder : class, IDisposable
{
    private readonly SharedEncoder<TEncoder> _shared;
    private int _disposed;

    internal EncoderLease(SharedEncoder<TEncoder> shared) => _shared = shared;

    /// <summary>The encoder. Call it only while holding <see cref="Gate"/>.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public TEncoder Encoder
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            return _shared.Encoder;
        }
    }

    /// <summary>Held during a call: one encoder, one worker.</summary>
    public Lock Gate => _shared.Gate;

    /// <summary>Gives the share back; idempotent.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _shared.Release();
        }
    }
}
