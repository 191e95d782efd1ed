using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Rows of a benchmark that are chosen by their titles.</summary>
internal static class TitledRows
{
    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    /// <param name="verb">The benchmark, for messages.</param>
    /// <param name="part">The text.</param>
    /// <param name="rows">Titles, and what measures each.</param>
    public static IReadOnlyList<LimitResult> Measure(string verb, string part, params IEnumerable<(string Title, Func<IEnumerable<LimitResult>> Measure)> rows)
    {
        TorchRuntime.EnsureLoaded();
        Console.WriteLine($"{verb}: {Machine.Describe()}");
        return [.. rows.Where(row => row.Title.Contains(part, StringComparison.OrdinalIgnoreCase)).SelectMany(row => Try(verb, row.Title, row.Measure))];
    }

    // A row that fails is a limit that does not hold, and the others are still measured.
    private static IEnumerable<LimitResult> Try(string verb, string title, Func<IEnumerable<LimitResult>> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception failure) when (failure is InvalidOperationException or WeightsException)
        {
            Console.Error.WriteLine($"{verb}: {title}: {failure.Message}");
            return [new LimitResult($"{title} (failed)", double.NaN, 0, LimitSide.AtLeast)];
        }
    }
}
