using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>The limits of the targets: tighter than the defaults, so that a legal giant costs no time. The defaults themselves are tested on the hostile set.</summary>
internal static class FuzzLimits
{
    /// <summary>No run may take longer, seconds of processor time.</summary>
    public const double CpuSeconds = 2;

    /// <summary>No run may allocate more beyond the size of its input, bytes.</summary>
    public const long AllocatedBytes = 64L << 20;

    public static DicomLimits Limits { get; } = new()
    {
        MaxElements = 100_000,
        MaxSlicePixels = 1 << 20,
        MaxFrames = 256,
        MaxInflatedBytes = 1 << 24,
    };

    public static CtReadOptions Options { get; } = new() { MaxDegreeOfParallelism = 1, Limits = Limits };
}
