namespace CtVlm.MLNet.Torch;

/// <summary>A checkpoint or an encoder folder cannot be used. The message says what failed, where, expected, got, and what to do.</summary>
public sealed class WeightsException : Exception
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public WeightsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
