namespace CtVlm.MLNet.Torch;

/// <summary>How the offset of a centre crop is rounded where the margin is odd.</summary>
public enum CropRounding
{
    /// <summary>floor(margin / 2), as the transformers library does.</summary>
    Floor = 0,

    /// <summary>Half to even, as torchvision and open_clip do.</summary>
    HalfToEven = 1,
}
