using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>embed</c> computes.</summary>
internal sealed record EmbedSettings
{
    private const string NoPooling = "none";

    public required VlmEncoder Encoder { get; init; }

    public required CtRendering Rendering { get; init; }

    public required EmbeddingPoint Point { get; init; }

    /// <summary>How slices become one vector a series; null for a row a slice.</summary>
    public required SlicePooling? Pooling { get; init; }

    /// <summary>Whether a row is written for every token.</summary>
    public bool HasTokens => Point == EmbeddingPoint.Tokens;

    /// <summary>Vectors that one slice gives.</summary>
    public int TokensPerSlice => Encoder.Vision.GetVectorsPerSlice(Point);

    /// <summary>The pooling with its arguments, as on the command line.</summary>
    public string PoolingName => Pooling?.Specification ?? NoPooling;

    /// <summary>Width of one embedding.</summary>
    public int Width => Pooling?.GetOutputWidth(Encoder.Vision.GetWidth(Point)) ?? Encoder.Vision.GetWidth(Point);

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">One of them is not of the known form.</exception>
    public static EmbedSettings Read(EncoderSettings encoder, string render, string? precision, string point, string pool)
    {
        var settings = new EmbedSettings
        {
            Rendering = ReadRendering(render, precision),
            Point = ReadPoint(point),
            Pooling = pool == NoPooling ? null : ReadPooling(pool),
            Encoder = encoder.OpenForImages(),
        };
        if (settings.HasTokens && settings.Pooling is not null)
        {
            throw new UsageException("--point tokens writes a row a token: it needs --pool none.");
        }

        return settings.Pooling is null && settings.Rendering.Slices.NeedsVolume
            ? throw new UsageException($"--pool none writes the index of each slice, which {settings.Rendering.Slices} does not have. Choose a pooling, or slices by Uniform(n), Every(mm) or Range.")
            : settings;
    }

    private static SlicePooling ReadPooling(string text)
    {
        SlicePooling pooling = Usage(() => SlicePooling.Parse(text));
        return pooling.IsTrained
            ? throw new UsageException($"--pool {pooling.Name} learns from labelled series: train it in a pipeline, with PoolEmbeddings, and score with ctvlm predict. Here choose a pooling that needs no training, such as mean.")
            : pooling.UsesPositions
                ? throw new UsageException($"--pool {pooling.Name} uses the places of the slices in mm: use it in a pipeline, with PositionsColumnName of PoolEmbeddings. Here choose a pooling that needs none, such as mean.")
                : pooling;
    }

    /// <summary>A preset with its settings, or a file.</summary>
    /// <exception cref="UsageException">It is not of the known form.</exception>
    internal static CtRendering ReadRendering(string text, string? precision)
    {
        CtRendering rendering = text.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? Usage(() => CtRendering.FromJson(ReadFile(text)))
            : Usage(() => CtRendering.Parse(text));
        return precision switch
        {
            null => rendering,
            "float" => rendering with { Precision = RenderPrecision.Float },
            "eightbit" => rendering with { Precision = RenderPrecision.EightBit },
            _ => throw new UsageException($"--precision must be float or eightbit, got '{precision}'."),
        };
    }

    private static string ReadFile(string path) =>
        File.Exists(path) ? File.ReadAllText(path) : throw new UsageException($"--render: the file '{path}' does not exist. Presets: {string.Join(", ", CtRendering.PresetNames)}.");

    /// <summary>An embedding point.</summary>
    /// <exception cref="UsageException">It is not a known one.</exception>
    internal static EmbeddingPoint ReadPoint(string text) => text switch
    {
        "projected" => EmbeddingPoint.Projected,
        "pooled" => EmbeddingPoint.Pooled,
        "patchmean" => EmbeddingPoint.PatchMean,
        "tokens" => EmbeddingPoint.Tokens,
        _ => throw new UsageException($"--point must be projected, pooled, patchmean or tokens, got '{text}'."),
    };

    private static T Usage<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(PlainText.Reason(exception));
        }
    }
}
