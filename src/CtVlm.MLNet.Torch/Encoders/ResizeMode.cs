namespace CtVlm.MLNet.Torch;

/// <summary>How a slice becomes a square of the encoder's input size.</summary>
public enum ResizeMode
{
    /// <summary>The shortest side is resized to the input size, then the centre is cropped (CLIP, BiomedCLIP).</summary>
    ShortestSideThenCrop = 0,

    /// <summary>Both sides are resized to the input size, without keeping the shape (SigLIP).</summary>
    Squash = 1,
}
