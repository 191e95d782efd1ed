namespace CtVlm.MLNet.Torch;

/// <summary>How position embeddings are carried from one grid of patches to another.</summary>
internal enum PositionFilter
{
    /// <summary>Cubic convolution with a = -0.75 and four taps, pixel centres at i + 0.5: transformers' CLIP, SigLIP and DINOv2.</summary>
    Bicubic = 0,

    /// <summary>Cubic convolution with a = -0.5, antialiased, pixel centres at i + 0.5: open_clip, timm.</summary>
    BicubicAntialiased = 1,

    /// <summary>Linear between the nearest two, corners on corners: ViLT.</summary>
    BilinearAligned = 2,
}
