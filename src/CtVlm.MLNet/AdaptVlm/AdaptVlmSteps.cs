using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>The steps that the model of AdaptVlm consists of.</summary>
internal static class AdaptVlmSteps
{
    /// <summary>Embedding the volumes.</summary>
    public static EmbedCtOptions Embed(AdaptVlmOptions options, VlmEncoder encoder) => new()
    {
        OutputColumnName = options.OutputColumnName,
        InputColumnName = options.InputColumnName,
        Encoder = encoder,
        Rendering = options.Rendering,
        PositionsColumnName = Positions(options),
        Runtime = options.Runtime,
    };

    /// <summary>Pooling the bags.</summary>
    public static PoolEmbeddingsOptions Pool(AdaptVlmOptions options) => new()
    {
        OutputColumnName = options.PooledColumnName!,
        InputColumnName = options.OutputColumnName,
        Pooling = options.Training.Pooling,
        PositionsColumnName = Positions(options),
    };

    /// <summary>Embedding the texts.</summary>
    public static EmbedTextOptions EmbedText(AdaptVlmOptions options, VlmEncoder encoder) => new()
    {
        OutputColumnName = options.TextOutputColumnName!,
        InputColumnName = options.TextColumnName,
        Encoder = encoder,
        Runtime = options.Runtime,
    };

    private static string? Positions(AdaptVlmOptions options) =>
        options.PooledColumnName is not null && options.Training.Pooling.TakesPositions ? options.OutputColumnName + ".PositionsMm" : null;
}
