namespace CtVlm.MLNet.Dicom;

/// <summary>Value representations as the two letters read from the file: first letter x 256 + second; 0 where the encoding has none.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 6.2 and 7.1.2.</remarks>
internal static class DicomVr
{
    public const ushort None = 0;
    public const ushort Sequence = ('S' << 8) | 'Q';
    public const ushort Unknown = ('U' << 8) | 'N';
    public const ushort OtherByte = ('O' << 8) | 'B';
    public const ushort DecimalString = ('D' << 8) | 'S';
    public const ushort IntegerString = ('I' << 8) | 'S';
    public const ushort Float = ('F' << 8) | 'L';
    public const ushort UnsignedLong = ('U' << 8) | 'L';
    public const ushort UnsignedShort = ('U' << 8) | 'S';
    public const ushort Double = ('F' << 8) | 'D';

    public static ushort Of(byte first, byte second) => (ushort)((first << 8) | second);

    /// <summary>Whether the two bytes are one of the standard's representations.</summary>
    public static bool IsKnown(ushort vr) => HasShortLength(vr) || HasLongLength(vr);

    /// <summary>Whether the length takes four bytes after two reserved ones.</summary>
    public static bool HasLongLength(ushort vr) => IsLong((char)(vr >> 8), (char)(vr & 0xFF));

    /// <summary>Whether a length of two bytes follows at once.</summary>
    public static bool HasShortLength(ushort vr) => IsShort((char)(vr >> 8), (char)(vr & 0xFF));

    /// <summary>Whether both bytes are capital letters, as every present and future representation has.</summary>
    public static bool IsLetters(ushort vr) => char.IsAsciiLetterUpper((char)(vr >> 8)) && char.IsAsciiLetterUpper((char)(vr & 0xFF));

    private static bool IsLong(char first, char second) => first switch
    {
        'O' => second is 'B' or 'D' or 'F' or 'L' or 'V' or 'W',
        'S' => second is 'Q' or 'V',
        'U' => second is 'C' or 'N' or 'R' or 'T' or 'V',
        _ => false,
    };

    private static bool IsShort(char first, char second) => first switch
    {
        'A' => second is 'E' or 'S' or 'T',
        'C' => second is 'S',
        'D' => second is 'A' or 'S' or 'T',
        'F' => second is 'L' or 'D',
        'I' => second is 'S',
        'L' => second is 'O' or 'T',
        'P' => second is 'N',
        'S' => second is 'H' or 'L' or 'S' or 'T',
        'T' => second is 'M',
        'U' => second is 'I' or 'L' or 'S',
        _ => false,
    };
}
