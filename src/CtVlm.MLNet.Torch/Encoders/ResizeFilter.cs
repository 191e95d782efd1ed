namespace CtVlm.MLNet.Torch;

/// <summary>The kernel of a resize.</summary>
public enum ResizeFilter
{
    /// <summary>Cubic convolution with a = -0.5, antialiased, as Pillow's BICUBIC and torch's antialiased bicubic.</summary>
    Bicubic = 0,

    /// <summary>The triangle filter, antialiased, as Pillow's BILINEAR.</summary>
    Bilinear = 1,

    /// <summary>
    /// Between the two nearest pixels, however much the picture shrinks; pixel centres at i + 0.5, edges repeated. With
    /// <see cref="RenderPrecision.EightBit"/> nothing is rounded between the directions, and the result is cut down to a whole level.
    /// <b>Source:</b> the MedSigLIP model card: tf.image.resize(bilinear, antialias=False), then astype(uint8); torch's interpolate
    /// with align_corners and antialias off.
    /// </summary>
    BilinearWithoutAntialias = 2,
}
