namespace CtVlm.MLNet.Dicom;

/// <summary>What holds for all passes of one code block.</summary>
/// <param name="Width">Samples a row, 1 to 1024.</param>
/// <param name="Height">Rows; Width x Height is at most 4096.</param>
/// <param name="LowestPlane">The bit plane that the cleanup pass ends at; bit planes below it belong to refinement or are unknown.</param>
/// <param name="MaxExponent">The largest magnitude exponent that a quad may have: the magnitudes that fit the coded bit planes.</param>
internal readonly record struct HtBlock(int Width, int Height, int LowestPlane, int MaxExponent)
{
    /// <summary>Magnitude bit planes that a 32-bit half-step coefficient can hold.</summary>
    public const int MaxBitPlanes = 30;

    /// <summary>Quads a row, the last one reaching over the edge when Width is odd.</summary>
    public int QuadsPerRow => (Width + 1) >> 1;

    /// <summary>Half a step of a plane, in half quantisation steps of plane 0: the middle of what is not known below the plane.</summary>
    public static int Middle(int plane) => 1 << plane;
}
