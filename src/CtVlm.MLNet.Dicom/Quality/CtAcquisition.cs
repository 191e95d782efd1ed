namespace CtVlm.MLNet.Dicom;

/// <summary>How a series was acquired and reconstructed, from its headers. Numbers and closed lists only: no text of a file is repeated.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.8.2.1 (CT Image), C.7.6.4 (Contrast/Bolus).</remarks>
public sealed record CtAcquisition
{
    /// <summary>The acquisition of which nothing is known.</summary>
    public static CtAcquisition Unknown { get; } = new();

    /// <summary>Slice Thickness (0018,0050), millimetres; null when absent or not the same in all slices.</summary>
    public double? SliceThicknessMm { get; init; }

    /// <summary>
    /// Convolution Kernel (0018,1210) when it looks like a manufacturer's kernel (STANDARD, B30f, FC08, YA); <c>OTHER</c> for anything else, <c>MIXED</c> when slices differ; empty when absent.
    /// </summary>
    public string ConvolutionKernel { get; init; } = "";

    /// <summary>Whether a contrast agent was given.</summary>
    public CtContrast Contrast { get; init; }

    /// <summary>The phase that words in Series Description, Protocol Name or agent hint at.</summary>
    public CtPhase Phase { get; init; }

    /// <summary>KVP (0018,0060), kilovolts; null when absent or not the same in all slices.</summary>
    public double? KilovoltagePeak { get; init; }

    /// <summary>Reconstruction Diameter (0018,1100), millimetres; null when absent or not the same in all slices.</summary>
    public double? ReconstructionDiameterMm { get; init; }

    /// <summary>Table Height (0018,1130) of the first slice, millimetres; null when absent.</summary>
    public double? TableHeightMm { get; init; }

    /// <summary>Greatest less smallest Table Height, millimetres; null when absent. A table that moved up or down between slices is not 0.</summary>
    public double? TableHeightRangeMm { get; init; }

    /// <summary>Greatest less smallest Table Position (0018,9327), millimetres; null when absent.</summary>
    public double? TablePositionRangeMm { get; init; }
}
