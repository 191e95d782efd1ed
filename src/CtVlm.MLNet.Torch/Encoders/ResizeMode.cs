namespace CtVlm.MLNet.Torch;

/// <summary>How a slice becomes a square of the encoder's input size.</summary>
public enum ResizeMode
{
    /// <summary>The shortest side is resized to the input size, then the centre is cropped (CLIP, BiomedCLIP).</summary>
    ShortestSideThenCrop = 0,

    /// <summary>Both sides are resized to the input size, without keeping the shape (SigLIP).</summary>
    Squash = 1,

    /// <summary>
    /// The longest side is resized to the input size, the shortest keeps the shape; black margins on both sides fill it up to the square.
    /// Black is the brightness 0 before the normalisation: what a window shows of HU at its foot and below. Air, -1000 HU, is black too in
    /// windows whose foot lies there or above, such as 40/400; in a wide one, such as -600/1500 for the lung, it is brighter than the margins.
    /// <b>Source:</b> mlfoundations/open_clip, src/open_clip/transform.py, ResizeKeepRatio and CenterCropOrPad (MIT): resize_mode "longest".
    /// </summary>
    LongestSideThenPad = 2,
}
