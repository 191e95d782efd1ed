using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The wording of the refusals of intervals and comparisons.</summary>
internal static class IntervalThrow
{
    /// <summary>A confidence level lies between 0 and 1, both excluded.</summary>
    public static void CheckLevel(double confidenceLevel, string parameter)
    {
        if (confidenceLevel is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                parameter,
                string.Create(CultureInfo.InvariantCulture, $"Confidence level must be above 0 and below 1, got {confidenceLevel}. 95 % is 0.95."));
        }
    }

    /// <summary>A result has no metric of that name and class.</summary>
    public static ArgumentException NoMetric(string name, string? className, IEnumerable<string> known)
        => new($"Find: no metric '{MetricTable.Title(name, className)}'; the result has {string.Join(", ", known)}. " +
            "Take a name from ClinicalMetricNames, with a class where it has one, and see that Metrics of the options holds it.");

    /// <summary>Two sets of scored rows do not hold the same classes.</summary>
    [DoesNotReturn]
    public static void Classes(IHostEnvironment environment, IReadOnlyList<string> first, IReadOnlyList<string> second)
        => throw Data(
            environment,
            $"ComparePredictions: the second data has classes {List(second)}, {List(first)} expected as in the first. Score both models on the same labels with the same key mapping.");

    /// <summary>Two sets of scored rows differ in number.</summary>
    [DoesNotReturn]
    public static void Counts(IHostEnvironment environment, int first, int second)
        => throw Data(
            environment,
            string.Create(CultureInfo.InvariantCulture, $"ComparePredictions: the second data has {second} labelled rows, {first} expected as in the first. Rows are matched by their order: ") +
            "score both models on the same test set, and leave out the same rows.");

    /// <summary>A pair of rows disagrees.</summary>
    [DoesNotReturn]
    public static void Pair(IHostEnvironment environment, int row, string what)
        => throw Data(
            environment,
            string.Create(CultureInfo.InvariantCulture, $"ComparePredictions: labelled row {row} has another {what} in the second data than in the first. Rows are matched by their order: ") +
            "score both models on the same test set without shuffling it in between.");

    private static Exception Data(IHostEnvironment environment, string message)
        => Contracts.Process(new InvalidOperationException(message), environment);

    private static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(10).Select(name => $"'{name}'")) + (names.Count > 10 ? $" and {names.Count - 10} more" : string.Empty);
}
