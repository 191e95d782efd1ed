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
    public const ushort Double = ('F' << 8) | 'D';

    private const string Short = "AEASATCSDADSDTFLFDISLOLTPNSHSLSSSTTMUIULUS";
    private const string Long = "OBODOFOLOVOWSQSVUCUNURUTUV";

    public static ushort Of(byte first, byte second) => (ushort)((first << 8) | second);

    /// <summary>Whether the two bytes are one of the standard's representations.</summary>
    public static bool IsKnown(ushort vr) => Contains(Short, vr) || Contains(Long, vr);

    /// <summary>Whether the length takes four bytes after two reserved ones.</summary>
    public static bool HasLongLength(ushort vr) => Contains(Long, vr);

    /// <summary>Whether a length of two bytes follows at once.</summary>
    public static bool HasShortLength(ushort vr) => Contains(Short, vr);

    /// <summary>Whether both bytes are capital letters, as every present and future representation has.</summary>
    public static bool IsLetters(ushort vr) => char.IsAsciiLetterUpper((char)(vr >> 8)) && char.IsAsciiLetterUpper((char)(vr & 0xFF));

    private static bool Contains(string table, ushort vr)
    {
        for (int i = 0; i < table.Length; i += 2)
        {
            if (((table[i] << 8) | table[i + 1]) == vr)
            {
                return true;
            }
        }

        return false;
    }
}
