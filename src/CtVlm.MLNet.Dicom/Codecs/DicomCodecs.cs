namespace CtVlm.MLNet.Dicom;

/// <summary>What this build can decode.</summary>
public static class DicomCodecs
{
    /// <summary>The transfer syntaxes whose pixels can be decoded, "name (UID)", ordered by UID.</summary>
    public static IReadOnlyList<string> Readable { get; } = [.. FrameDecoders.SupportedUids.Select(uid => $"{TransferSyntaxes.Describe(uid).Name} ({uid})")];
}
