namespace CtVlm.MLNet.Dicom;

/// <summary>Writes pixels as they are. <b>Source:</b> DICOM PS3.5 8.1.2 and A.1, A.2.</summary>
internal sealed class NativeFrameWriter(string name, string uid, bool isExplicit) : IFrameWriter
{
    public string Name => name;

    public string Uid => uid;

    public bool IsExplicit => isExplicit;

    public void WritePixelData(ElementWriter elements, ReadOnlySpan<ushort> pixels, int columns) => elements.Words(0x7FE00010, pixels);
}
