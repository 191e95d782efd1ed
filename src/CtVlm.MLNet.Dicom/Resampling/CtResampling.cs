namespace CtVlm.MLNet.Dicom;

/// <summary>The grid that a volume is resampled to: orthogonal, regular, with the axes of the source's slices.</summary>
/// <remarks>
/// The first voxel's centre is kept. Each size is floor(n x spacing / new spacing + 0.5). A stack that is tilted or shifted gets as many more rows and
/// columns as it takes to hold every slice.
/// </remarks>
public sealed record CtResampling
{
    /// <summary>The value of voxels outside the source unless another is given: air.</summary>
    public const float DefaultBackgroundHu = -1024;

    /// <summary>Distance between slices, millimetres, above 0 and at most 1000; null for the median distance of the source's slices.</summary>
    /// <value>Null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1000.</exception>
    public double? SpacingZMm { get; init => field = Checked(value); }

    /// <summary>Distance between rows, millimetres, above 0 and at most 1000; null for that of the source.</summary>
    /// <value>Null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1000.</exception>
    public double? SpacingYMm { get; init => field = Checked(value); }

    /// <summary>Distance between columns, millimetres, above 0 and at most 1000; null for that of the source.</summary>
    /// <value>Null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1000.</exception>
    public double? SpacingXMm { get; init => field = Checked(value); }

    /// <summary>What voxels outside the source are, HU.</summary>
    /// <value>-1024.</value>
    public float BackgroundHu { get; init; } = DefaultBackgroundHu;

    /// <summary>Cubic voxels.</summary>
    /// <param name="spacingMm">Edge of a voxel, millimetres, above 0 and at most 1000.</param>
    /// <returns>The resampling.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1000.</exception>
    public static CtResampling Isotropic(double spacingMm) => new() { SpacingZMm = spacingMm, SpacingYMm = spacingMm, SpacingXMm = spacingMm };

    private static double? Checked(double? value)
    {
        if (value is { } spacing)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spacing, nameof(value));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(double.IsNaN(spacing) ? double.PositiveInfinity : spacing, 1000, nameof(value));
        }

        return value;
    }
}
