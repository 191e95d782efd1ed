namespace CtVlm.MLNet.Dicom;

/// <summary>Writes one compressed frame as encapsulated Pixel Data: an empty Basic Offset Table, one fragment, the delimiter.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.</remarks>
internal static class EncapsulatedPixelData
{
    /// <summary>Writes the whole Pixel Data element (7FE0,0010).</summary>
    /// <param name="elements">Receives it; explicit little endian, as every encapsulated transfer syntax is.</param>
    /// <param name="frame">The codestream; a zero byte is added where its length is odd.</param>
    public static void Write(ElementWriter elements, ReadOnlySpan<byte> frame)
    {
        elements.StartItems(DicomTags.PixelData, "OB");
        elements.Item([]);
        elements.Item(frame);
        elements.EndItems();
    }
}
