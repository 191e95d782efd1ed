namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>How an image is encoded.</summary>
public sealed record Htj2kOptions
{
    /// <summary>Bits of a sample, 1 to 16.</summary>
    public int Precision { get; init; } = 16;

    public bool IsSigned { get; init; }

    public int Levels { get; init; } = 5;

    /// <summary>Side of a code block, a power of two from 4 to 64.</summary>
    public int BlockSize { get; init; } = 64;

    /// <summary>Resolution, position, component, layer in place of layer, resolution, component, position.</summary>
    public bool IsByResolution { get; init; }

    /// <summary>1: one cleanup pass down to plane 0, lossless. 2 or 3: a cleanup pass down to plane 1 and refinement, which leaves lone ones out.</summary>
    public int Passes { get; init; } = 1;

    public bool IsVerticallyCausal { get; init; }
}
