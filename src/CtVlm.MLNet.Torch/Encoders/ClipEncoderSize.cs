namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of an untrained CLIP made from a seed; the defaults embed hundreds of slices a second on two CPU cores.</summary>
public sealed record ClipEncoderSize
{
    /// <summary>Side of the square input, pixels; a multiple of <see cref="PatchSize"/>.</summary>
    /// <value>96.</value>
    public int ImageSize { get; init; } = 96;

    /// <summary>Side of a patch, pixels.</summary>
    /// <value>16.</value>
    public int PatchSize { get; init; } = 16;

    /// <summary>Width D of a token, in both towers; a multiple of <see cref="Heads"/>.</summary>
    /// <value>128.</value>
    public int Width { get; init; } = 128;

    /// <summary>Number of blocks, in both towers.</summary>
    /// <value>3.</value>
    public int Layers { get; init; } = 3;

    /// <summary>Number of attention heads, in both towers.</summary>
    /// <value>4.</value>
    public int Heads { get; init; } = 4;

    /// <summary>Width of the space that images and texts share.</summary>
    /// <value>64.</value>
    public int ProjectedWidth { get; init; } = 64;

    /// <summary>Most tokens of a text, both ends included; 2 or more.</summary>
    /// <value>128.</value>
    public int ContextLength { get; init; } = 128;

    /// <summary>Number of token ids, above 3.</summary>
    /// <value>4096.</value>
    public int VocabularySize { get; init; } = 4096;

    /// <summary>Every rule that is broken, in words; empty for usable sizes.</summary>
    internal IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [];
        Check(faults, PatchSize >= 1, $"{nameof(PatchSize)} must be 1 or more, got {PatchSize}");
        Check(faults, ImageSize >= 1 && PatchSize >= 1 && ImageSize % PatchSize == 0, $"{nameof(ImageSize)} must be a positive multiple of {nameof(PatchSize)} {PatchSize}, got {ImageSize}");
        Check(faults, Heads >= 1, $"{nameof(Heads)} must be 1 or more, got {Heads}");
        Check(faults, Width >= 1 && Heads >= 1 && Width % Heads == 0, $"{nameof(Width)} must be a positive multiple of {nameof(Heads)} {Heads}, got {Width}");
        Check(faults, Layers >= 1, $"{nameof(Layers)} must be 1 or more, got {Layers}");
        Check(faults, ProjectedWidth >= 1, $"{nameof(ProjectedWidth)} must be 1 or more, got {ProjectedWidth}");
        Check(faults, ContextLength >= 2, $"{nameof(ContextLength)} must be 2 or more, got {ContextLength}");
        Check(faults, VocabularySize > 3, $"{nameof(VocabularySize)} must be above 3, got {VocabularySize}");
        return faults;
    }

    /// <summary>The model's configuration.</summary>
    internal ClipConfig ToConfig()
    {
        ClipTowerConfig tower = new(Width, 4 * Width, Layers, Heads, Activation.QuickGelu, 1e-5);
        return new ClipConfig(
            ProjectedWidth,
            new ClipVisionConfig(tower, ImageSize, PatchSize),
            new ClipTextConfig(tower, VocabularySize, ContextLength, HashedWordTokenizer.TextEndId));
    }

    private static void Check(List<string> faults, bool isGood, string fault)
    {
        if (!isGood)
        {
            faults.Add(fault);
        }
    }
}
