namespace CtVlm.MLNet.Dicom;

/// <summary>The pixel data does not match what the header promises.</summary>
public sealed class DicomPixelDataException : DicomException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do; no patient identity.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public DicomPixelDataException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
