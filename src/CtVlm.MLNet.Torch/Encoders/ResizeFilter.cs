namespace CtVlm.MLNet.Torch;

/// <summary>The kernel of an antialiased resize.</summary>
public enum ResizeFilter
{
    /// <summary>Cubic convolution with a = -0.5, as Pillow's BICUBIC and torch's antialiased bicubic.</summary>
    Bicubic = 0,

    /// <summary>The triangle filter, as Pillow's BILINEAR.</summary>
    Bilinear = 1,
}
