namespace CtVlm.MLNet.Dicom;

/// <summary>The transfer syntax has no decoder here.</summary>
public sealed class DicomUnsupportedSyntaxException : DicomException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do; no patient identity.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public DicomUnsupportedSyntaxException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
