namespace CtVlm.MLNet.Dicom;

/// <summary>Quality facts of the Hounsfield units of some slices, evenly spaced through the volume. NaN where the voxels do not say.</summary>
public sealed record CtPixelQuality
{
    /// <summary>How far from -1000 HU the peak of air may be on a calibrated scanner.</summary>
    public const double AirToleranceHu = 50;

    /// <summary>How many slices were read.</summary>
    public required int SlicesRead { get; init; }

    /// <summary>Most frequent value of air, HU, from -1100 to -900; NaN when less than a thousandth of the voxels are there. Voxels below the range that air can have are no air.</summary>
    public required double AirPeakHu { get; init; }

    /// <summary>Most frequent value of fat, HU, from -160 to -40; NaN when there is no peak.</summary>
    public required double FatPeakHu { get; init; }

    /// <summary>Part of the border of the field of view that holds body, 0 to 1: above about 0.02 the field crops the body. The border is that of the image, or of what the filling around it leaves.</summary>
    public required double BorderBodyFraction { get; init; }

    /// <summary>Part of the voxels that hold body, above -500 HU: 0 to 1.</summary>
    public required double BodyFraction { get; init; }

    /// <summary>Part of the voxels that hold declared padding, or lie below the range that air can have: 0 to 1.</summary>
    public required double PaddingFraction { get; init; }

    /// <summary>Part of the voxels at the greatest value of the slices read, where that is 2000 HU or more: 0 to 1. Metal that saturates the scale.</summary>
    public required double SaturatedFraction { get; init; }

    /// <summary>Whether the peak of air is within <see cref="AirToleranceHu"/> of -1000 HU; false also when there is none. False speaks against a rescale to Hounsfield units.</summary>
    public bool IsAirPlausible => Math.Abs(AirPeakHu + 1000) <= AirToleranceHu;
}
