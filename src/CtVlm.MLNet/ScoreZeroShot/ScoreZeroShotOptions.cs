using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="ScoreZeroShotEstimator"/>.</summary>
public sealed record ScoreZeroShotOptions
{
    /// <summary>The column of embeddings: a bag of EmbedCt at <see cref="EmbeddingPoint.Projected"/>, or a pooled vector of it.</summary>
    public required string InputColumnName { get; init; }

    /// <summary>The encoder that the embeddings come from; it must have a text tower.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>The classes, in the order of the scores; 1 to 1000, each name once.</summary>
    public required IReadOnlyList<ZeroShotClass> Classes { get; init; }

    /// <summary>What each prompt is put into, at "{0}": "a CT image showing {0}". All filled templates of all prompts of a class are averaged as CLIP does it: each L2-normalised, mean, L2-normalised.</summary>
    /// <value>Empty: the prompts themselves.</value>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>What is scored.</summary>
    /// <value><see cref="ZeroShotLevel.Volume"/>: one score a class and row, which an evaluation takes.</value>
    public ZeroShotLevel Level { get; init; } = ZeroShotLevel.Volume;

    /// <summary>How the slices of a bag give the scores of their volume; of no effect on pooled vectors and on slices.</summary>
    /// <value><see cref="ZeroShotCombination.MeanProbability"/>: a mean of calibrated numbers, whichever slices were chosen.</value>
    public ZeroShotCombination Combination { get; init; } = ZeroShotCombination.MeanProbability;

    /// <summary>How a cosine becomes a probability. Change the temperature by <c>encoder.GetSimilarity() with { Scale = 1 / temperature }</c>.</summary>
    /// <value>Null: as the model was trained, its own scale and bias, softmax over the classes or each class for itself.</value>
    public EncoderSimilarity? Similarity { get; init; }

    /// <summary>Put before the names Score and PredictedLabel: "ZeroShot." gives ZeroShot.Score.</summary>
    /// <value>Empty: the names that evaluations look for.</value>
    public string OutputColumnPrefix { get; init; } = "";

    /// <summary>What a row without a usable embedding, an empty bag or a vector of NaN, becomes.</summary>
    /// <value><see cref="MissingBagPolicy.MissingValue"/>: scores of NaN and a missing label; at slice level no scores.</value>
    public MissingBagPolicy OnMissing { get; init; } = MissingBagPolicy.MissingValue;

    /// <summary>How the step runs on this machine; never saved.</summary>
    /// <value>Null: the context's settings, see <see cref="CtContextExtensions.ConfigureCtVlm"/>.</value>
    public CtRuntimeOptions? Runtime { get; init; }

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults() =>
    [
        .. FindClassFaults(),
        .. PromptEnsemble.FindFaults(Templates),
        .. FindEncoderFaults(),
        .. Similarity is null or { Scale: > 0 and < double.PositiveInfinity, Bias: > double.NegativeInfinity and < double.PositiveInfinity } && Enum.IsDefined(Similarity?.Kind ?? default)
            ? Array.Empty<string>()
            : [$"the similarity must have a finite scale above 0 and a finite bias, got {Similarity}"],
        .. Enum.IsDefined(Level) && Enum.IsDefined(Combination) && Enum.IsDefined(OnMissing) ? Array.Empty<string>() : [$"unknown level {Level}, combination {Combination} or policy {OnMissing}"],
        .. OutputColumnPrefix is null ? ["OutputColumnPrefix is null: leave it empty"] : Array.Empty<string>(),
    ];

    private IEnumerable<string> FindClassFaults()
    {
        if (Classes is null || Classes.Count is 0 or > ScoreZeroShotDefaults.MaxClasses || Classes.Contains(null!))
        {
            return [$"1 to {ScoreZeroShotDefaults.MaxClasses} classes are expected, got {Classes?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}"];
        }

        return Classes.CountBy(c => c.Name, StringComparer.Ordinal).Where(c => c.Value > 1).Select(c => $"class '{c.Key}' is there {c.Value} times: give one class several prompts instead")
            .Concat(Classes.Where(c => c.Prompts.Count > ScoreZeroShotDefaults.MaxPrompts).Select(c => $"class '{c.Name}' has {c.Prompts.Count} prompts, at most {ScoreZeroShotDefaults.MaxPrompts} are allowed"));
    }

    // What can be told without weights. Whether the towers share a space is told when the similarity is read.
    private IEnumerable<string> FindEncoderFaults()
    {
        if (Encoder.HasFusion && Encoder.TextWidth is null)
        {
            return [$"encoder '{Encoder.Name}' reads an image and a text together and gives no embeddings of either alone. Choose one of the CLIP family, or score pairs with VlmEncoder.AcquireFusion"];
        }

        if (Encoder.TextWidth is not { } textWidth)
        {
            return [$"encoder '{Encoder.Name}' has no text tower. Choose one of the CLIP family that has one"];
        }

        if (!Encoder.HasVision)
        {
            return [$"encoder '{Encoder.Name}' has no vision tower, so no image is in the space of its texts. Choose one of the CLIP family with both towers"];
        }

        return Encoder.Vision.ProjectedWidth == textWidth
            ? []
            : [$"encoder '{Encoder.Name}' has image vectors of {Encoder.Vision.ProjectedWidth} and text vectors of {textWidth} values: they share no space. Choose one of the CLIP family with both towers"];
    }
}
