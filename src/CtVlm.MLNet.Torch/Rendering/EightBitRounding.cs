namespace CtVlm.MLNet.Torch;

/// <summary>How windowed brightness, 255 y, becomes a whole level when slices pass through 8-bit images.</summary>
/// <remarks>
/// The value 255 y is exact for whole HU, levels and widths, so that ties are true ties. A pipeline that computes it in float32 may fall to
/// the other side of a tie or of a whole number, by one level.
/// </remarks>
public enum EightBitRounding
{
    /// <summary>floor(255 y + 0.5): ties go up, as in Pillow's own arithmetic.</summary>
    HalfUp = 0,

    /// <summary>
    /// floor(255 y): what a plain cast to 8 bits does. <b>Source:</b> the astype(uint8) of the MedSigLIP model card.
    /// </summary>
    Truncate = 1,

    /// <summary>
    /// The nearest whole number, ties to the even one, as numpy's round. <b>Source:</b> Google-Health/medgemma@d89262c,
    /// notebooks/high_dimensional_ct_hugging_face.ipynb (Apache-2.0): the CT windows of MedGemma 1.5.
    /// </summary>
    HalfToEven = 2,
}
