namespace CtVlm.MLNet.Dicom;

/// <summary>A file or series cannot be used. The message says what failed, where, what was expected and found, and what to do.</summary>
public class DicomException : Exception
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do; no patient identity.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public DicomException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
