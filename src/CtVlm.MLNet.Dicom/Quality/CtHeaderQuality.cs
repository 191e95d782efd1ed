namespace CtVlm.MLNet.Dicom;

/// <summary>Quality facts that need no pixel. NaN where the headers do not say.</summary>
public sealed record CtHeaderQuality
{
    /// <summary>Number of slices, 1 or more.</summary>
    public required int SliceCount { get; init; }

    /// <summary>Median distance of neighbouring slices along their normal, millimetres; of one slice, the length of its step.</summary>
    public required double SpacingZMm { get; init; }

    /// <summary>Distance between rows, millimetres.</summary>
    public required double SpacingYMm { get; init; }

    /// <summary>Distance between columns, millimetres.</summary>
    public required double SpacingXMm { get; init; }

    /// <summary>Angle between slice normal and slice step, degrees, 0 to 90.</summary>
    public required double TiltDegrees { get; init; }

    /// <summary>How many slices are missing: steps of two, three, ... times the median count one, two, ... each. 0 or more.</summary>
    public required int MissingSlices { get; init; }

    /// <summary>Greatest deviation of a step from the median one, as a part of it: 0 for a regular stack.</summary>
    public required double SpacingDeviation { get; init; }

    /// <summary>Slice Thickness, millimetres.</summary>
    public required double SliceThicknessMm { get; init; }

    /// <summary>Thickness less distance, millimetres: above 0 neighbours overlap, below 0 tissue between them was not imaged.</summary>
    public required double OverlapMm { get; init; }

    /// <summary>Length of the stack, millimetres: distance from the first to the last slice and one step.</summary>
    public required double CoverageMm { get; init; }

    /// <summary>Larger side of the image, millimetres.</summary>
    public required double FieldOfViewMm { get; init; }

    /// <summary>Reconstruction Diameter divided by the field of view: 1 where the image shows just what was reconstructed.</summary>
    public required double ReconstructionRatio { get; init; }

    /// <summary>Kilovolts.</summary>
    public required double KilovoltagePeak { get; init; }

    /// <summary>Table Height of the first slice, millimetres.</summary>
    public required double TableHeightMm { get; init; }

    /// <summary>Greatest less smallest Table Height, millimetres.</summary>
    public required double TableHeightRangeMm { get; init; }

    /// <summary>Greatest less smallest Table Position, millimetres.</summary>
    public required double TablePositionRangeMm { get; init; }

    /// <summary>The kernel, as <see cref="CtAcquisition.ConvolutionKernel"/>.</summary>
    public required string ConvolutionKernel { get; init; }

    /// <summary>Whether a contrast agent was given.</summary>
    public required CtContrast Contrast { get; init; }

    /// <summary>The phase that words in the headers hint at.</summary>
    public required CtPhase Phase { get; init; }
}
