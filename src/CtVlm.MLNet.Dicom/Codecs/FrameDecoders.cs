namespace CtVlm.MLNet.Dicom;

/// <summary>The decoders that this build has, by transfer syntax UID. A new codec is a folder and one line here.</summary>
internal static class FrameDecoders
{
    private static readonly Dictionary<string, IFrameDecoder> ByUid = Index(
        new NativeFrameDecoder(),
        new RleFrameDecoder(),
        new JpegDctFrameDecoder(),
        new JpegLosslessFrameDecoder(),
        new JpegLsFrameDecoder(),
        new Jpeg2000FrameDecoder());

    /// <summary>The UIDs that can be decoded, in order.</summary>
    public static IReadOnlyList<string> SupportedUids { get; } = [.. ByUid.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether frames of the syntax can be decoded.</summary>
    public static bool Has(string transferSyntaxUid) => ByUid.ContainsKey(transferSyntaxUid);

    /// <summary>The decoder of a syntax.</summary>
    /// <exception cref="DicomUnsupportedSyntaxException">There is none.</exception>
    public static IFrameDecoder Get(TransferSyntax syntax, string file) => ByUid.TryGetValue(syntax.Uid, out IFrameDecoder? decoder)
        ? decoder
        : throw DicomUnsupportedSyntaxException.Of(file, syntax, SupportedUids.Select(TransferSyntaxes.Describe));

    private static Dictionary<string, IFrameDecoder> Index(params IFrameDecoder[] decoders) => decoders
        .SelectMany(decoder => decoder.TransferSyntaxUids.Select(uid => (uid, decoder)))
        .ToDictionary(pair => pair.uid, pair => pair.decoder, StringComparer.Ordinal);
}
