namespace CtVlm.MLNet.Dicom;

/// <summary>The header of one element: what it is, and how long its value is. The value follows at the parser's position.</summary>
internal readonly record struct DicomElement(uint Tag, ushort Vr, uint Length)
{
    public const uint UndefinedLength = 0xFFFF_FFFF;

    public bool HasUndefinedLength => Length == UndefinedLength;
}
