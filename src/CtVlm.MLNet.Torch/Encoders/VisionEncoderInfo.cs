namespace CtVlm.MLNet.Torch;

/// <summary>What is known of a vision encoder before its weights are loaded.</summary>
public sealed record VisionEncoderInfo
{
    private readonly VisionPreprocessing? _preprocessing;

    /// <summary>Width D of the vectors after the visual projection.</summary>
    public required int ProjectedWidth { get; init; }

    /// <summary>Width D of the vectors before it; also that of the tokens.</summary>
    public required int HiddenWidth { get; init; }

    /// <summary>Number of tokens T of an image or a volume, class and register tokens included.</summary>
    public required int TokenCount { get; init; }

    /// <summary>What an encoder of slices expects of its pixels; an encoder of volumes has <see cref="VolumeInput"/> instead.</summary>
    /// <exception cref="InvalidOperationException">The encoder takes whole volumes.</exception>
    public VisionPreprocessing Preprocessing
    {
        get => _preprocessing ?? throw new InvalidOperationException("The encoder takes whole volumes: it has no preprocessing of slices. See VolumeInput.");
        init => _preprocessing = value;
    }

    /// <summary>What an encoder of whole volumes expects.</summary>
    /// <value>Null: the encoder takes slices.</value>
    public VolumeInput? VolumeInput { get; init; }

    /// <summary>Width of one vector at an embedding point.</summary>
    /// <param name="point">The embedding point.</param>
    /// <returns>D, above 0.</returns>
    public int GetWidth(EmbeddingPoint point) => point == EmbeddingPoint.Projected ? ProjectedWidth : HiddenWidth;

    /// <summary>Number of vectors that one slice, or one volume, gives at an embedding point.</summary>
    /// <param name="point">The embedding point.</param>
    /// <returns>1, or T for <see cref="EmbeddingPoint.Tokens"/>.</returns>
    public int GetVectorsPerSlice(EmbeddingPoint point) => point == EmbeddingPoint.Tokens ? TokenCount : 1;

    /// <summary>Sizes and input.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{nameof(VisionEncoderInfo)} {{ {nameof(ProjectedWidth)} = {ProjectedWidth}, {nameof(HiddenWidth)} = {HiddenWidth}, {nameof(TokenCount)} = {TokenCount}, {VolumeInput ?? (object?)_preprocessing} }}");

    /// <summary>Checks that the encoder takes either slices or volumes, and that its sizes are sizes.</summary>
    /// <exception cref="ArgumentException">It does not; every fault is in the message.</exception>
    internal void Validate(string parameterName)
    {
        List<string> violations = [];
        if (_preprocessing is null == VolumeInput is null)
        {
            violations.Add($"one of {nameof(Preprocessing)}, for slices, and {nameof(VolumeInput)}, for whole volumes, expected, got {(VolumeInput is null ? "neither" : "both")}");
        }

        if (ProjectedWidth < 1 || HiddenWidth < 1 || TokenCount < 1)
        {
            violations.Add(FormattableString.Invariant($"{nameof(ProjectedWidth)}, {nameof(HiddenWidth)} and {nameof(TokenCount)}: 1 or more expected, got {ProjectedWidth}, {HiddenWidth} and {TokenCount}"));
        }

        RenderThrow.IfAny("The encoder's description is invalid", violations, parameterName);
        VolumeInput?.Validate(parameterName);
    }
}
