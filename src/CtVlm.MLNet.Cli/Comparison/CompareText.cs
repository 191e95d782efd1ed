using System.Globalization;
using System.Text.RegularExpressions;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>Reads the words of <c>compare</c>'s options.</summary>
internal static partial class CompareText
{
    private static readonly (string Name, StrategyMetric Metric)[] s_metrics =
    [
        ("macrof1", StrategyMetric.MacroF1),
        ("balancedaccuracy", StrategyMetric.BalancedAccuracy),
        ("accuracy", StrategyMetric.Accuracy),
        ("qwk", StrategyMetric.QuadraticWeightedKappa),
        ("macromae", StrategyMetric.MacroMeanAbsoluteError),
        ("mrr", StrategyMetric.TextToImageMrr),
    ];

    /// <summary>The names of metrics.</summary>
    public static string MetricNames => string.Join('|', s_metrics.Select(m => m.Name));

    /// <summary>The metric of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static StrategyMetric ReadMetric(string text) => s_metrics.FirstOrDefault(m => m.Name == text) is { Name: not null } found
        ? found.Metric
        : throw new UsageException($"--metric must be one of {string.Join(", ", s_metrics.Select(m => m.Name))}, got '{text}'.");

    /// <summary>A pooling; trained ones learn the classes of the column Label, which every experiment provides.</summary>
    /// <exception cref="UsageException">There is none of the name, or it has no such argument.</exception>
    public static SlicePooling ReadPooling(string text) => Usage("--pool", () => SlicePooling.Parse(text));

    /// <summary>A projection.</summary>
    /// <exception cref="UsageException">There is none of the name, or it has no such argument.</exception>
    public static EmbeddingProjection ReadProjection(string text) => Usage("--project", () => EmbeddingProjection.Parse(text));

    /// <summary>A trainer: <c>lbfgs:l2=1,l1=0</c> or <c>sdca:l2=0.1</c>, arguments as they are wished.</summary>
    /// <exception cref="UsageException">It is not of that form.</exception>
    public static StrategyTrainer ReadTrainer(string text)
    {
        string[] parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        string[] known = parts[0] switch { "lbfgs" => ["l2", "l1"], "sdca" => ["l2"], _ => throw new UsageException($"--trainer must be lbfgs or sdca, got '{parts[0]}'.") };
        Dictionary<string, double> values = ReadNumbers(parts.Length == 1 ? "" : parts[1], parts[0], known);
        return Usage("--trainer", () => parts[0] == "lbfgs"
            ? StrategyTrainer.LbfgsMaximumEntropy(values.GetValueOrDefault("l2", 1), values.GetValueOrDefault("l1", 0))
            : StrategyTrainer.SdcaMaximumEntropy(values.TryGetValue("l2", out double l2) ? l2 : null));
    }

    /// <summary>A span of time: 90s, 30m, 2h.</summary>
    /// <exception cref="UsageException">It is not of that form, or not above 0.</exception>
    public static TimeSpan ReadTime(string text)
    {
        Match match = Time().Match(text);
        double number = match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return number is > 0 and < 100_000 ? match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        }
        : throw new UsageException($"--max-time must be a number above 0 with its unit, such as 90s, 30m or 2h, got '{text}'.");
    }

    private static Dictionary<string, double> ReadNumbers(string text, string trainer, string[] known)
    {
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || !known.Contains(pair[0]) || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                throw new UsageException($"--trainer {trainer} takes {string.Join(" and ", known.Select(k => $"{k}=NUMBER"))}, got '{part}'.");
            }

            values[pair[0]] = value;
        }

        return values;
    }

    private static T Usage<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"{option}: {PlainText.Reason(exception)}");
        }
    }

    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?)([smh])$")]
    private static partial Regex Time();
}
