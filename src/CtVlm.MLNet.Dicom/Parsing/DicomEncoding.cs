namespace CtVlm.MLNet.Dicom;

/// <summary>How elements are written: with or without value representation, and the byte order.</summary>
internal readonly record struct DicomEncoding(bool IsExplicit, bool IsBigEndian)
{
    public static DicomEncoding ImplicitLittleEndian => new(IsExplicit: false, IsBigEndian: false);

    public static DicomEncoding ExplicitLittleEndian => new(IsExplicit: true, IsBigEndian: false);
}
