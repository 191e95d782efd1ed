using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>What an encoder of whole volumes expects: the grid, the range of HU, and the normalisation of its voxels (N, 1, D, H, W).</summary>
/// <remarks>
/// A series is resampled to the spacing by trilinear interpolation, cut or padded to the size about its centre, clamped to the range of HU, scaled to 0..1,
/// and normalised. Axes are those of <see cref="Dicom.CtVolume"/>: D along z, from feet to head in an axial series, H along increasing rows, W along
/// increasing columns. Where a margin is odd, the extra plane lies at the end: cut off there, or added there.
/// </remarks>
public sealed record VolumeInput
{
    /// <summary>Most voxels of a volume: 2^30.</summary>
    internal const long MaximumVoxels = 1L << 30;

    private const double MaximumSpacingMm = 1000;

    /// <summary>Distance between slices, millimetres, above 0 and at most 1000.</summary>
    public required double SpacingZMm { get; init; }

    /// <summary>Distance between rows, millimetres, above 0 and at most 1000.</summary>
    public required double SpacingYMm { get; init; }

    /// <summary>Distance between columns, millimetres, above 0 and at most 1000.</summary>
    public required double SpacingXMm { get; init; }

    /// <summary>Number of slices D, 1 or more. D x H x W is at most 2^30.</summary>
    public required int Depth { get; init; }

    /// <summary>Number of rows H, 1 or more.</summary>
    public required int Height { get; init; }

    /// <summary>Number of columns W, 1 or more.</summary>
    public required int Width { get; init; }

    /// <summary>The HU that become 0, and all below them.</summary>
    public required float LowHu { get; init; }

    /// <summary>The HU that become 1, and all above them; above <see cref="LowHu"/>.</summary>
    public required float HighHu { get; init; }

    /// <summary>Mean of the voxels on the scale 0..1; subtracted.</summary>
    /// <value>0.</value>
    public float Mean { get; init; }

    /// <summary>Standard deviation of the voxels on the scale 0..1, above 0; divided by.</summary>
    /// <value>1.</value>
    public float Std { get; init; } = 1;

    /// <summary>HU of voxels outside the series, before they are clamped and scaled as all others.</summary>
    /// <value>-1024: air.</value>
    public float PaddingHu { get; init; } = Dicom.CtResampling.DefaultBackgroundHu;

    /// <summary>Voxels of a volume, D x H x W.</summary>
    internal int VoxelCount => checked(Depth * Height * Width);

    /// <summary>Checks every number, and reports all that is wrong in one message.</summary>
    /// <param name="parameterName">The parameter of the caller that held the input, for the exception.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    internal void Validate(string? parameterName)
    {
        List<string> violations = [];
        foreach ((string name, double spacing) in new[] { (nameof(SpacingZMm), SpacingZMm), (nameof(SpacingYMm), SpacingYMm), (nameof(SpacingXMm), SpacingXMm) })
        {
            Check(spacing is > 0 and <= MaximumSpacingMm, violations, $"{name}: above 0, up to 1000, expected, got {spacing}");
        }

        // Three factors below 2^31 each could pass the range of long; two that are within the limit cannot.
        Check(
            Depth >= 1 && Height >= 1 && Width >= 1 && (long)Depth * Height <= MaximumVoxels && (long)Depth * Height * Width <= MaximumVoxels,
            violations,
            $"Depth x Height x Width: each 1 or more, together at most {MaximumVoxels}, expected, got {Depth} x {Height} x {Width}");
        Check(IsHu(LowHu) && IsHu(HighHu) && LowHu < HighHu, violations, $"LowHu and HighHu: ascending, -1000000 to 1000000, expected, got {LowHu} and {HighHu}");
        Check(IsHu(PaddingHu), violations, $"PaddingHu: -1000000 to 1000000 expected, got {PaddingHu}");
        Check(float.IsFinite(Mean), violations, $"Mean: finite expected, got {Mean}");
        Check(float.IsFinite(Std) && Std > 0, violations, $"Std: above 0 expected, got {Std}");
        RenderThrow.IfAny("The encoder's volume input is invalid", violations, parameterName);
    }

    /// <summary>The canonical text: equal inputs have equal texts. For cache keys and annotations.</summary>
    internal string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("volume");
            WriteNumbers(writer, "spacingMm", SpacingZMm, SpacingYMm, SpacingXMm);
            WriteNumbers(writer, "size", Depth, Height, Width);
            WriteSingles(writer, "rangeHu", LowHu, HighHu);
            WriteSingles(writer, "normalization", Mean, Std);
            WriteSingles(writer, "paddingHu", PaddingHu);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static bool IsHu(float value) => Math.Abs(value) <= HuWindow.LimitHu;

    private static void Check(bool isGood, List<string> violations, FormattableString violation)
    {
        if (!isGood)
        {
            violations.Add(FormattableString.Invariant(violation));
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, params ReadOnlySpan<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }

    // Adding 0 turns the negative zero, which equals zero, into zero.
    private static void WriteSingles(Utf8JsonWriter writer, string name, params ReadOnlySpan<float> values)
    {
        writer.WriteStartArray(name);
        foreach (float value in values)
        {
            writer.WriteNumberValue(value + 0f);
        }

        writer.WriteEndArray();
    }
}
