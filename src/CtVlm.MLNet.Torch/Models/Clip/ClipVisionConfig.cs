namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a CLIP vision tower.</summary>
/// <param name="Tower">Sizes of the blocks.</param>
/// <param name="ImageSize">Side of the input that the model was made for, pixels; a multiple of the patch size.</param>
/// <param name="PatchSize">Side of a patch, pixels.</param>
internal sealed record ClipVisionConfig(ClipTowerConfig Tower, int ImageSize, int PatchSize)
{
    /// <summary>Number of channels of the input.</summary>
    public const int Channels = 3;

    /// <summary>Number of patches along each side.</summary>
    public int GridSize => ImageSize / PatchSize;

    /// <summary>Number of tokens: the class token and one a patch.</summary>
    public int TokenCount => 1 + (GridSize * GridSize);
}
