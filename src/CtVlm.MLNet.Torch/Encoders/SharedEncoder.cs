namespace CtVlm.MLNet.Torch;

/// <summary>One loaded encoder and the number of its leases.</summary>
internal sealed class SharedEncoder<TEncoder>(Func<TEncoder> load)
    where TEncoder : class, IDisposable
{
    private TEncoder? _encoder;
    private int _leases;

    public Lock Gate { get; } = new();

    public TEncoder Encoder => _encoder ?? throw new InvalidOperationException("The encoder has no lease.");

    /// <summary>Loads the encoder if it is the first lease.</summary>
    public EncoderLease<TEncoder> Acquire()
    {
        lock (Gate)
        {
            _encoder ??= load();
            _leases++;
            return new EncoderLease<TEncoder>(this);
        }
    }

    public void Release()
    {
        lock (Gate)
        {
            if (--_leases == 0)
            {
                _encoder?.Dispose();
                _encoder = null;
            }
        }
    }
}
