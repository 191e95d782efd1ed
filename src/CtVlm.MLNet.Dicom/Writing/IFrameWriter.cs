namespace CtVlm.MLNet.Dicom;

/// <summary>Writes the pixel data of one slice in one transfer syntax.</summary>
internal interface IFrameWriter
{
    /// <summary>Keyword of the transfer syntax, such as ExplicitVRLittleEndian.</summary>
    string Name { get; }

    /// <summary>UID of the transfer syntax.</summary>
    string Uid { get; }

    /// <summary>Whether elements carry their kind.</summary>
    bool IsExplicit { get; }

    /// <summary>Writes the whole Pixel Data element (7FE0,0010), native or encapsulated.</summary>
    void WritePixelData(ElementWriter elements, ReadOnlySpan<ushort> pixels, int columns);
}
