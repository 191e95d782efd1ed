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

    /// <summary>UID of the transfer syntax that cannot be decoded; empty when unknown.</summary>
    public string TransferSyntaxUid { get; init; } = "";

    /// <summary>Name of that transfer syntax in the standard; empty when unknown.</summary>
    public string TransferSyntaxName { get; init; } = "";

    /// <summary>UIDs of the transfer syntaxes that can be decoded.</summary>
    public IReadOnlyList<string> SupportedUids { get; init; } = [];

    internal static DicomUnsupportedSyntaxException Of(string file, TransferSyntax syntax, IEnumerable<TransferSyntax> supported)
    {
        TransferSyntax[] known = [.. supported];
        string list = string.Join(", ", known.Select(other => $"{other.Uid} ({other.Name})"));
        string uid = DicomThrow.Printable(syntax.Uid, maxLength: 64);
        return new($"{file}: the transfer syntax {uid} ({syntax.Name}) is not supported. Supported: {list}. "
            + "Convert the file to one of these, for instance Explicit VR Little Endian.")
        {
            TransferSyntaxUid = syntax.Uid,
            TransferSyntaxName = syntax.Name,
            SupportedUids = [.. known.Select(other => other.Uid)],
        };
    }
}
