using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="EmbedCtEstimator"/>.</summary>
public sealed record EmbedCtOptions
{
    /// <summary>The column of embedding bags that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of volumes.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The encoder.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>Which slices are shown, in which windows. Without meaning for an encoder of whole volumes: its <see cref="VolumeInput"/> says what it is given.</summary>
    /// <value><see cref="CtRendering.EnterographyRgb"/> with 32 slices: the windows of CT enterography.</value>
    public CtRendering Rendering { get; init; } = CtRendering.EnterographyRgb();

    /// <summary>Where the embedding is taken.</summary>
    /// <value>After the visual projection, the space shared with text.</value>
    public EmbeddingPoint Point { get; init; } = EmbeddingPoint.Projected;

    /// <summary>What happens to a row whose series cannot be embedded.</summary>
    /// <value><see cref="SeriesErrorPolicy.Throw"/>: nothing is lost unnoticed, and what was embedded before stays in the cache.</value>
    public SeriesErrorPolicy OnError { get; init; } = SeriesErrorPolicy.Throw;

    /// <summary>The text column with the reason, where <see cref="OnError"/> keeps the row; empty text where all went well.</summary>
    /// <value>Null: the output column's name with "Error".</value>
    public string? ErrorColumnName { get; init; }

    /// <summary>The column that is added with the place of each of the bag's rows along the normal of its slice, in mm, for poolings that use it.</summary>
    /// <value>Null: no such column.</value>
    public string? PositionsColumnName { get; init; }

    /// <summary>How the step runs on this machine; never saved.</summary>
    /// <value>Null: the context's settings, see <see cref="CtContextExtensions.ConfigureCtVlm"/>.</value>
    public CtRuntimeOptions? Runtime { get; init; }
}
