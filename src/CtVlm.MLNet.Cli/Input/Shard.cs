using System.Globalization;

namespace CtVlm.MLNet.Cli;

/// <summary>Part i of n of a cohort: consecutive rows, so that the parts put one after another are the whole.</summary>
/// <param name="Index">i, 0 to n - 1.</param>
/// <param name="Count">n, 1 or more.</param>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>All rows.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Reads "i/n".</summary>
    /// <exception cref="UsageException">It is not of that form, or i is not below n.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index < count
            ? new Shard(index, count)
            : throw new UsageException($"--shard must be i/n with i from 0 to n - 1, got '{text}'. The last of four parts is 3/4.");
    }

    /// <summary>The rows of this part: floor(i N / n) up to, but without, floor((i + 1) N / n) of N.</summary>
    public IReadOnlyList<T> Take<T>(IReadOnlyList<T> rows)
    {
        int first = (int)((long)Index * rows.Count / Count);
        int end = (int)((Index + 1L) * rows.Count / Count);
        return [.. rows.Skip(first).Take(end - first)];
    }
}
