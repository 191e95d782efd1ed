namespace CtVlm.MLNet.Dicom;

/// <summary>What a volume's Hounsfield units amount to.</summary>
public sealed record CtStatistics
{
    /// <summary>Smallest value, HU.</summary>
    public required float MinHu { get; init; }

    /// <summary>Greatest value, HU.</summary>
    public required float MaxHu { get; init; }

    /// <summary>Mean value, HU, summed in double.</summary>
    public required double MeanHu { get; init; }

    /// <summary>SHA-256, lower-case hex, of the little-endian float32 values in order [z, y, x].</summary>
    public required string HuSha256 { get; init; }

    /// <summary>How many voxels hold the padding value that their file declares.</summary>
    public required long PaddingVoxels { get; init; }
}
