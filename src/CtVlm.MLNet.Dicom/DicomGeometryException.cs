namespace CtVlm.MLNet.Dicom;

/// <summary>The slices do not form a volume.</summary>
public sealed class DicomGeometryException : DicomException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do; no patient identity.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public DicomGeometryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
