using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Cli;

/// <summary>One series of <c>inspect</c>. Holds no patient identity.</summary>
internal sealed record InspectedSeries
{
    public required string SeriesInstanceUid { get; init; }

    public required string Modality { get; init; }

    /// <summary>UID of the transfer syntax.</summary>
    public required string TransferSyntax { get; init; }

    public required int Slices { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>Voxel distances, z, y, x, millimetres.</summary>
    public required IReadOnlyList<double> SpacingMm { get; init; }

    /// <summary>Four rows of four numbers: (x, y, z, 1) voxel indices to patient LPS millimetres.</summary>
    public required double[][] AffineLps { get; init; }

    /// <summary>"axial", "coronal", "sagittal" or "oblique".</summary>
    public required string Orientation { get; init; }

    public required double TiltDegrees { get; init; }

    /// <summary>Smallest value, HU; null when the pixels could not be read.</summary>
    public double? HuMin { get; init; }

    /// <summary>Largest value, HU; null when the pixels could not be read.</summary>
    public double? HuMax { get; init; }

    /// <summary>SHA-256, lower-case hex, of the little-endian float32 [z, y, x] bytes; null when the pixels could not be read.</summary>
    public string? HuSha256 { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Each transfer syntax of its slices, UIDs, for the table: an archive may have compressed some of them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TransferSyntaxes { get; init; } = [];

    /// <summary>What follows the UID where it gave several volumes, for the table: ":2"; otherwise empty.</summary>
    [JsonIgnore]
    public string VolumeNumber { get; init; } = "";

    /// <summary>The folder, for the table.</summary>
    [JsonIgnore]
    public string RelativePath { get; init; } = ".";

    /// <summary>Phase, contrast and kernel in words, for the table.</summary>
    [JsonIgnore]
    public string Scan { get; init; } = "-";

    /// <summary>Why the volume is not one with others, in a sentence, for the list under the table; empty when it stands alone.</summary>
    [JsonIgnore]
    public string SplitReason { get; init; } = "";
}
