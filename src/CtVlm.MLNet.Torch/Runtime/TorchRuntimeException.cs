namespace CtVlm.MLNet.Torch;

/// <summary>libtorch or TorchSharp's native library cannot be found or loaded. The message names every path tried and what to add.</summary>
public sealed class TorchRuntimeException : Exception
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public TorchRuntimeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
