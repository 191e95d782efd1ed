using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>embed</c> computes.</summary>
internal sealed record EmbedSettings
{
    private const string NoPooling = "none";
    private const string SeedPrefix = "seed:";

    public required VlmEncoder Encoder { get; init; }

    public required CtRendering Rendering { get; init; }

    public required EmbeddingPoint Point { get; init; }

    /// <summary>How slices become one vector a series; null for a row a slice.</summary>
    public required SlicePooling? Pooling { get; init; }

    /// <summary>The pooling's name, as on the command line.</summary>
    public string PoolingName => Pooling?.Name ?? NoPooling;

    /// <summary>Width of one embedding.</summary>
    public int Width => Pooling?.GetOutputWidth(Encoder.Vision.GetWidth(Point)) ?? Encoder.Vision.GetWidth(Point);

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">One of them is not of the known form.</exception>
    public static EmbedSettings Read(string encoder, string render, string? precision, string point, string pool)
    {
        var settings = new EmbedSettings
        {
            Rendering = ReadRendering(render, precision),
            Point = ReadPoint(point),
            Pooling = pool == NoPooling ? null : Usage(() => SlicePooling.Parse(pool)),
            Encoder = ReadEncoder(encoder),
        };
        return settings.Pooling is null && settings.Rendering.Slices.NeedsVolume
            ? throw new UsageException($"--pool none writes the index of each slice, which {settings.Rendering.Slices} does not have. Choose a pooling, or slices by Uniform(n), Every(mm) or Range.")
            : settings;
    }

    private static VlmEncoder ReadEncoder(string text)
    {
        if (!text.StartsWith(SeedPrefix, StringComparison.Ordinal))
        {
            return VlmEncoder.FromFolder(text);
        }

        return int.TryParse(text.AsSpan(SeedPrefix.Length), System.Globalization.CultureInfo.InvariantCulture, out int seed)
            ? VlmEncoder.FromSeed(seed)
            : throw new UsageException($"--encoder must be a folder or seed:N with a whole number N, got '{text}'.");
    }

    private static CtRendering ReadRendering(string text, string? precision)
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

    private static EmbeddingPoint ReadPoint(string text) => text switch
    {
        "projected" => EmbeddingPoint.Projected,
        "pooled" => EmbeddingPoint.Pooled,
        "patchmean" => EmbeddingPoint.PatchMean,
        _ => throw new UsageException($"--point must be projected, pooled or patchmean, got '{text}'."),
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
