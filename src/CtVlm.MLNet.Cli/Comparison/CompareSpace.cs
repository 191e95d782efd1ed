using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>The strategies of a command line: every combination of what was named.</summary>
internal static class CompareSpace
{
    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A word is not of the known form, an encoder embeds no series, or a pooling does not go with the slices.</exception>
    public static StrategySpace Read(string[] encoders, string[] renderings, string[] points, string[] poolings, string[] projections, string[] trainers) =>
        StrategySpace.Combinations(new StrategyLists
        {
            Renderings = [.. renderings.Select(text => EmbedSettings.ReadRendering(text, precision: null))],
            Points = [.. points.Select(ReadPoint)],
            Poolings = [.. poolings.Select(CompareText.ReadPooling)],
            Projections = [.. projections.Select(CompareText.ReadProjection)],
            Trainers = [.. trainers.Select(CompareText.ReadTrainer)],
            Encoders = [.. encoders.Select(name => new EncoderSettings(name, AdapterFolder: null, ImageSize: null).OpenForImages())],
        });

    /// <summary>Whether an encoder of the space reads texts.</summary>
    public static bool HasTexts(StrategySpace space) => space.Enumerate().Any(strategy => strategy.Encoder.TextWidth is not null);

    private static EmbeddingPoint ReadPoint(string text) => EmbedSettings.ReadPoint(text) is var point && point != EmbeddingPoint.Tokens
        ? point
        : throw new UsageException("--point must be projected, pooled or patchmean here: a vector a token is too much to compare.");
}
