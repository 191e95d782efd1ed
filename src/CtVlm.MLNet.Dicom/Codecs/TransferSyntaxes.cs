namespace CtVlm.MLNet.Dicom;

/// <summary>The transfer syntaxes of the standard, decodable here or not, so that a refusal can name what it met.</summary>
/// <remarks><b>Source:</b> DICOM PS3.6 table A-1.</remarks>
internal static class TransferSyntaxes
{
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBigEndian = "1.2.840.10008.1.2.2";

    private static readonly Dictionary<string, TransferSyntax> Known = Table().ToDictionary(syntax => syntax.Uid, StringComparer.Ordinal);

    /// <summary>What is known of a UID. One that is not in the standard counts as encapsulated explicit little endian, as all newer ones are.</summary>
    public static TransferSyntax Describe(string uid) => Known.TryGetValue(uid, out TransferSyntax? syntax)
        ? syntax
        : new TransferSyntax(uid, "unknown", DicomEncoding.ExplicitLittleEndian, IsEncapsulated: uid.Length > 0, IsDeflated: false, IsKnown: false);

    /// <summary>The uncompressed syntax of an encoding, for data sets without meta group.</summary>
    public static TransferSyntax OfEncoding(DicomEncoding encoding) =>
        Known[encoding.IsBigEndian ? ExplicitBigEndian : encoding.IsExplicit ? ExplicitLittleEndian : ImplicitLittleEndian];

    private static IEnumerable<TransferSyntax> Table()
    {
        yield return Native(ImplicitLittleEndian, "Implicit VR Little Endian", DicomEncoding.ImplicitLittleEndian);
        yield return Native(ExplicitLittleEndian, "Explicit VR Little Endian", DicomEncoding.ExplicitLittleEndian);
        yield return Native(ExplicitBigEndian, "Explicit VR Big Endian", new DicomEncoding(IsExplicit: true, IsBigEndian: true));
        yield return Native(DeflatedLittleEndian, "Deflated Explicit VR Little Endian", DicomEncoding.ExplicitLittleEndian) with { IsDeflated = true };
        yield return Native("1.2.840.10008.1.2.4.94", "JPIP Referenced", DicomEncoding.ExplicitLittleEndian);
        yield return Native("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", DicomEncoding.ExplicitLittleEndian) with { IsDeflated = true };
        foreach ((string uid, string name) in EncapsulatedNames())
        {
            yield return new TransferSyntax(uid, name, DicomEncoding.ExplicitLittleEndian, IsEncapsulated: true, IsDeflated: false, IsKnown: true);
        }
    }

    private static TransferSyntax Native(string uid, string name, DicomEncoding encoding) =>
        new(uid, name, encoding, IsEncapsulated: false, IsDeflated: false, IsKnown: true);

    private static (string Uid, string Name)[] EncapsulatedNames() =>
    [
        ("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
        ("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
        ("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)"),
        ("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8), retired"),
        ("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12), retired"),
        ("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
        ("1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)"),
        ("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
        ("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless)"),
        ("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)"),
        ("1.2.840.10008.1.2.4.91", "JPEG 2000"),
        ("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)"),
        ("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
        ("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
        ("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
        ("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
        ("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
        ("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
        ("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
        ("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
        ("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
        ("1.2.840.10008.1.2.4.112", "JPEG XL"),
        ("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)"),
        ("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)"),
        ("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
        ("1.2.840.10008.1.2.5", "RLE Lossless"),
        ("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
    ];
}
