using CtVlm.MLNet.Dicom;
using FellowOakDicom;
using FellowOakDicom.Imaging.Codec;
using FellowOakDicom.IO;
using FellowOakDicom.IO.Writer;

namespace CtVlm.MLNet.FoDicom;

/// <summary>Encodes a data set as the bytes of a DICOM file, without touching it: saving a DicomFile would drop its group lengths.</summary>
/// <remarks><b>Source:</b> DICOM PS3.10 7.1 (preamble and meta group).</remarks>
internal static class DatasetEncoder
{
    private const int PreambleLength = 128;

    /// <summary>The transfer syntaxes that the product decodes by itself. "Name (UID)" is the form of the public list.</summary>
    private static readonly HashSet<string> OwnSyntaxes =
        [.. DicomCodecs.Readable.Select(text => text[(text.LastIndexOf('(') + 1)..].TrimEnd(')'))];

    /// <summary>Encodes a data set in its transfer syntax, or decompressed where only fo-dicom has the codec.</summary>
    /// <param name="dataset">The data set; not changed.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="Dicom.DicomException">fo-dicom cannot write or decompress it.</exception>
    public static byte[] Encode(DicomDataset dataset, string name) => Encode(dataset, name, OwnSyntaxes);

    /// <summary>The same with a given list of transfer syntax UIDs that need no codec of fo-dicom.</summary>
    internal static byte[] Encode(DicomDataset dataset, string name, IReadOnlySet<string> ownSyntaxes)
    {
        DicomDataset readable = Decompress(dataset, name, ownSyntaxes);

        // A deflated data set is written as it was before it was deflated: the reader would only inflate it again.
        DicomTransferSyntax syntax = readable.InternalTransferSyntax.IsDeflate ? DicomTransferSyntax.ExplicitVRLittleEndian : readable.InternalTransferSyntax;
        using MemoryStream stream = new();
        stream.Write(new byte[PreambleLength]);
        stream.Write("DICM"u8);
        try
        {
            StreamByteTarget target = new(stream);
            Write(Meta(syntax), DicomTransferSyntax.ExplicitVRLittleEndian, target);
            Write(readable, syntax, target);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw FoDicomThrow.CannotEncode(name, failure);
        }

        return stream.ToArray();
    }

    private static DicomDataset Decompress(DicomDataset dataset, string name, IReadOnlySet<string> ownSyntaxes)
    {
        DicomTransferSyntax syntax = dataset.InternalTransferSyntax;
        if (ownSyntaxes.Contains(syntax.UID.UID) || !dataset.Contains(DicomTag.PixelData))
        {
            return dataset;
        }

        try
        {
            return dataset.Clone(DicomTransferSyntax.ExplicitVRLittleEndian);
        }
        catch (DicomCodecException)
        {
            // fo-dicom does not tell beforehand which codecs it was set up with. The reader refuses the data set by the name of its syntax, or leaves it out as no CT.
            return dataset;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw FoDicomThrow.CannotDecompress(name, syntax, failure);
        }
    }

    private static DicomFileMetaInformation Meta(DicomTransferSyntax syntax) => new() { TransferSyntax = syntax };

    private static void Write(DicomDataset dataset, DicomTransferSyntax syntax, StreamByteTarget target) =>
        new DicomDatasetWalker(dataset).Walk(new DicomWriter(syntax, DicomWriteOptions.Default, target));
}
