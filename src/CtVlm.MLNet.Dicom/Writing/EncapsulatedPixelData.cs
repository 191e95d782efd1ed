namespace CtVlm.MLNet.Dicom;

/// <summary>Writes compressed Pixel Data of one frame.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.</remarks>
internal static class EncapsulatedPixelData
{
    private const uint PixelData = 0x7FE00010;
    private const uint Item = 0xFFFEE000;
    private const uint SequenceDelimiter = 0xFFFEE0DD;

    /// <summary>Writes the whole element: an empty Basic Offset Table, the frame in one fragment, the delimiter.</summary>
    /// <param name="elements">Where it goes.</param>
    /// <param name="frame">The codestream; a zero makes an odd length even.</param>
    public static void Write(ElementWriter elements, ReadOnlySpan<byte> frame)
    {
        elements.StartUndefined(PixelData, "OB");
        elements.Item(Item, []);
        elements.Item(Item, frame);
        elements.Item(SequenceDelimiter, []);
    }
}
