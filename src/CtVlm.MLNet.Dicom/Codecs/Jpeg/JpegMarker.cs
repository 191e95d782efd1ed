namespace CtVlm.MLNet.Dicom;

/// <summary>Second bytes of JPEG markers.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 table B.1; F7 is ITU-T T.87 C.1.1.</remarks>
internal static class JpegMarker
{
    public const byte Baseline = 0xC0;
    public const byte ExtendedSequential = 0xC1;
    public const byte Lossless = 0xC3;
    public const byte HuffmanTables = 0xC4;
    public const byte Restart0 = 0xD0;
    public const byte Restart7 = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte FirstApplication = 0xE0;
    public const byte LastApplication = 0xEF;
    public const byte Comment = 0xFE;

    /// <summary>What a marker that is not decoded stands for; null for markers without a name of their own.</summary>
    public static string? Unsupported(byte marker) => marker switch
    {
        0xC2 or 0xCA => "progressive",
        0xC5 or 0xC6 or 0xC7 or 0xCD or 0xCE or 0xCF or 0xDE or 0xDF => "hierarchical",
        0xC9 or 0xCB or 0xCC => "arithmetic",
        0xF7 => "JPEG-LS",
        _ => null,
    };
}
