namespace CtVlm.MLNet.Torch;

/// <summary>Sizes and parts of a vision transformer of the timm library.</summary>
internal sealed record VitConfig
{
    /// <summary>Width D of a token.</summary>
    public required int Width { get; init; }

    /// <summary>Width of what the perceptron's first map gives; twice that of what its second one takes where <see cref="IsGated"/>.</summary>
    public required int InnerWidth { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of attention heads; divides the width.</summary>
    public required int Heads { get; init; }

    /// <summary>Side of the input that the stored positions are for, pixels; a multiple of the patch size.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Side of a patch, pixels.</summary>
    public required int PatchSize { get; init; }

    /// <summary>How the tokens become one vector.</summary>
    public VitPooling Pooling { get; init; }

    /// <summary>Whether a class token comes first.</summary>
    public bool HasClassToken { get; init; } = true;

    /// <summary>Number of register tokens, which follow the class token.</summary>
    public int RegisterTokens { get; init; }

    /// <summary>Whether only patches have positions, not the class and register tokens before them.</summary>
    public bool PositionsForPatchesOnly { get; init; }

    /// <summary>Whether the map to queries, keys and values has a bias.</summary>
    public bool HasQkvBias { get; init; } = true;

    /// <summary>Whether each branch of a block is multiplied by a learnt vector before it is added.</summary>
    public bool HasLayerScale { get; init; }

    /// <summary>Whether a norm comes before the blocks; the patch map then has no bias.</summary>
    public bool HasPreNorm { get; init; }

    /// <summary>Whether the last norm comes after the pooling (fc_norm) instead of before it (norm); null: as timm does, after an average.</summary>
    public bool? NormsAfterPooling { get; init; }

    /// <summary>Whether the perceptron is gated: silu(a) * b of the two halves of its first map.</summary>
    public bool IsGated { get; init; }

    /// <summary>The perceptron's activation; without meaning where <see cref="IsGated"/>.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>Added to the variance in every norm.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Number of tokens before the patches.</summary>
    public int PrefixTokens => (HasClassToken ? 1 : 0) + RegisterTokens;

    /// <summary>Number of stored positions before those of the patches.</summary>
    public int PrefixPositions => PositionsForPatchesOnly ? 0 : PrefixTokens;

    /// <summary>Patches along a side of the input that the stored positions are for.</summary>
    public int GridSize => ImageSize / PatchSize;

    /// <summary>Whether the last norm is fc_norm.</summary>
    public bool HasNormAfterPooling => NormsAfterPooling ?? Pooling == VitPooling.Average;

    /// <summary>Number of tokens of a square picture.</summary>
    /// <param name="imageSize">Its side, pixels.</param>
    public int CountTokens(int imageSize) => PrefixTokens + ((imageSize / PatchSize) * (imageSize / PatchSize));
}
