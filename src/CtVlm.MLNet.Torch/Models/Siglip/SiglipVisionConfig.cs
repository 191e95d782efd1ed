namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a SigLIP vision tower.</summary>
/// <param name="Tower">Sizes of the blocks, which are those of CLIP.</param>
/// <param name="ImageSize">Side of the input, pixels; what is left of it beyond whole patches is not seen (384 with patches of 14).</param>
/// <param name="PatchSize">Side of a patch, pixels.</param>
internal sealed record SiglipVisionConfig(ClipTowerConfig Tower, int ImageSize, int PatchSize)
{
    /// <summary>Number of channels of the input.</summary>
    public const int Channels = 3;

    /// <summary>Side of the images that are embedded, pixels; the positions are interpolated where it is not the model's own.</summary>
    /// <value><see cref="ImageSize"/>.</value>
    public int InputSize { get; init; } = ImageSize;

    /// <summary>Patches along a side of the grid that the positions were learnt on.</summary>
    public int LearntSide => ImageSize / PatchSize;

    /// <summary>Patches along a side of the images that are embedded.</summary>
    public int InputSide => InputSize / PatchSize;

    /// <summary>Number of tokens: one a patch; there is no class token.</summary>
    public int TokenCount => InputSide * InputSide;
}
