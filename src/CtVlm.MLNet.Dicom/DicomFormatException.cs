namespace CtVlm.MLNet.Dicom;

/// <summary>The bytes do not follow the DICOM encoding.</summary>
public sealed class DicomFormatException : DicomException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">What failed, where, expected, got, what to do; no patient identity.</param>
    /// <param name="innerException">The cause, if another exception is behind it.</param>
    public DicomFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the file is of another kind altogether, rather than a damaged DICOM file.</summary>
    internal bool IsNotDicom { get; init; }
}
