using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="EmbedTextEstimator"/>.</summary>
public sealed record EmbedTextOptions
{
    /// <summary>The column of text embeddings that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The text column.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The encoder; it must have a text tower.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>How the step runs on this machine; never saved. The cache holds no texts.</summary>
    /// <value>Null: the context's settings, see <see cref="CtContextExtensions.ConfigureCtVlm"/>.</value>
    public CtRuntimeOptions? Runtime { get; init; }
}
