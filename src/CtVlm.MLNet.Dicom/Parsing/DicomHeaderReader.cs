namespace CtVlm.MLNet.Dicom;

/// <summary>Opens a file far enough to know everything but its pixels: finds the file meta group, the encoding, and the kept elements.</summary>
/// <remarks><b>Source:</b> DICOM PS3.10 7.1 (preamble and meta group), PS3.5 A (transfer syntaxes).</remarks>
internal static class DicomHeaderReader
{
    private const int PreambleLength = 128;

    /// <summary>Reads the header of a file; stops at Pixel Data without reading it.</summary>
    /// <exception cref="DicomException">The file cannot be read, is not DICOM, or is damaged.</exception>
    public static DicomHeader Read(string path, DicomLimits limits)
    {
        using FileByteSource file = FileByteSource.Open(path);
        return Read(file, Path.GetFileName(path), limits);
    }

    /// <summary>Reads the header of a source, which stays open.</summary>
    /// <exception cref="DicomException">The bytes are not DICOM, or are damaged.</exception>
    public static DicomHeader Read(IByteSource file, string name, DicomLimits limits)
    {
        using ByteWindow window = new(file);
        bool hasMagic = window.Get(PreambleLength, 4).SequenceEqual("DICM"u8);
        long start = hasMagic ? PreambleLength + 4 : 0;
        CheckStart(window, start, hasMagic, name);

        DicomDataset meta = new(name);
        DicomDatasetParser parser = new(window, name, limits, start);
        parser.ReadMetaGroup(meta);
        TransferSyntax syntax = TransferSyntaxes.Describe(meta.GetText(DicomTags.TransferSyntaxUid));
        return syntax.IsDeflated
            ? ReadDeflated(file, parser.Position, meta, syntax, name, limits)
            : ReadDataset(parser, window, meta, syntax, name, file.Length, deflatedFrom: null);
    }

    private static DicomHeader ReadDeflated(
        IByteSource file, long start, DicomDataset meta, TransferSyntax syntax, string name, DicomLimits limits)
    {
        // The view must not close the file: its owner does.
        using InflatedByteSource inflated = new(new BorrowedByteSource(file), start, limits.MaxInflatedBytes, name);
        using ByteWindow window = new(inflated);
        DicomDatasetParser parser = new(window, name, limits, position: 0);
        DicomHeader header = ReadDataset(parser, window, meta, syntax, name, file.Length, start);
        return header with { InflatedLength = inflated.CheckToEnd() };
    }

    private static DicomHeader ReadDataset(
        DicomDatasetParser parser, ByteWindow window, DicomDataset meta, TransferSyntax syntax, string name, long fileLength, long? deflatedFrom)
    {
        DicomEncoding encoding = DetectEncoding(window.Get(parser.Position, 8), name, parser.Position);
        DicomDataset dataset = new(name);
        PixelDataElement? pixels = parser.ReadDataset(dataset, encoding);
        return new DicomHeader
        {
            Name = name,
            Syntax = syntax.IsKnown || syntax.Uid.Length > 0 ? syntax : TransferSyntaxes.OfEncoding(encoding),
            MediaStorageSopClassUid = meta.GetText(DicomTags.MediaStorageSopClassUid),
            Dataset = dataset,
            Pixels = pixels,
            DeflatedFrom = deflatedFrom,
            FileLength = fileLength,
            Irregularity = syntax.IsKnown && syntax.Encoding != encoding
                ? "The data set is written in another encoding than its transfer syntax says; the bytes were followed."
                : parser.HasDamagedHints ? "A functional group that describes the acquisition is damaged; what it says was left out." : null,
        };
    }

    private static void CheckStart(ByteWindow window, long start, bool hasMagic, string name)
    {
        if (window.Length == 0)
        {
            throw DicomThrow.NotDicom(name, "the file is empty");
        }

        ReadOnlySpan<byte> bytes = window.Get(start, 8);
        if (bytes.Length < 8)
        {
            throw hasMagic
                ? DicomThrow.Truncated(name, start + bytes.Length, "its first element")
                : DicomThrow.NotDicom(name, $"it ends after {window.Length} bytes");
        }

        if (!IsFirstGroup(bytes[0], bytes[1]))
        {
            if (bytes.StartsWith(ZipDirectory.ArchiveStart))
            {
                throw DicomThrow.NotDicom(name, "it is a zip archive, which is opened only if it is given itself and not named .dcm");
            }

            throw DicomThrow.NotDicom(name, hasMagic ? "no element of group 0002 or 0008 follows 'DICM'" : "'DICM' is not there");
        }
    }

    /// <summary>A file starts with group 0002, or, without meta group, with group 0008 in either byte order.</summary>
    private static bool IsFirstGroup(byte first, byte second) => (first, second) is (0x02, 0) or (0x08, 0) or (0, 0x08);

    /// <summary>
    /// The encoding as the first element shows it, whatever the transfer syntax says: group numbers are small, so the byte order with
    /// the smaller one is right; and only an explicit encoding has capital letters after the tag.
    /// </summary>
    private static DicomEncoding DetectEncoding(ReadOnlySpan<byte> bytes, string name, long position)
    {
        if (bytes.Length < 8)
        {
            throw DicomThrow.Truncated(name, position + bytes.Length, "the data set, before Pixel Data");
        }

        bool isBigEndian = bytes[0] < bytes[1];
        bool isExplicit = DicomVr.IsKnown(DicomVr.Of(bytes[4], bytes[5]));
        return new DicomEncoding(isExplicit, isBigEndian);
    }
}
