namespace CtVlm.MLNet.Dicom;

/// <summary>The marker codes of a JPEG 2000 codestream that a decoder acts on; all others are stepped over by their length.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 table A.2.</remarks>
internal static class Jpeg2000Markers
{
    public const int StartOfCodestream = 0xFF4F;
    public const int ImageAndTileSize = 0xFF51;
    public const int CodingStyleDefault = 0xFF52;
    public const int CodingStyleComponent = 0xFF53;
    public const int QuantizationDefault = 0xFF5C;
    public const int QuantizationComponent = 0xFF5D;
    public const int RegionOfInterest = 0xFF5E;
    public const int ProgressionOrderChange = 0xFF5F;
    public const int PackedHeadersMain = 0xFF60;
    public const int PackedHeadersTilePart = 0xFF61;
    public const int StartOfTilePart = 0xFF90;
    public const int StartOfPacket = 0xFF91;
    public const int EndOfPacketHeader = 0xFF92;
    public const int StartOfData = 0xFF93;
    public const int EndOfCodestream = 0xFFD9;

    /// <summary>Whether the marker stands alone, without a length.</summary>
    public static bool IsBare(int marker) => marker is (>= 0xFF30 and <= 0xFF3F) or StartOfCodestream or EndOfPacketHeader or StartOfData or EndOfCodestream;
}
