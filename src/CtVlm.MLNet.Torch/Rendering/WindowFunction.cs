namespace CtVlm.MLNet.Torch;

/// <summary>How Hounsfield units become brightness inside a window.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3 (VOI LUT Function), with an output range of 0..1.</remarks>
public enum WindowFunction
{
    /// <summary>LINEAR_EXACT: clamp((hu - (level - width / 2)) / width, 0, 1).</summary>
    LinearExact = 0,

    /// <summary>LINEAR: clamp((hu - (level - width / 2)) / (width - 1), 0, 1); at width 1 a step above level - 0.5.</summary>
    Linear = 1,

    /// <summary>SIGMOID: 1 / (1 + exp(-4 (hu - level) / width)).</summary>
    Sigmoid = 2,
}
