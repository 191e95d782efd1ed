using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The figures of a run as the table that README.md keeps.</summary>
internal sealed class ReaderTable
{
    private readonly List<string> _rows = [];

    /// <summary>The versions of the peers; empty when none was run.</summary>
    public string Peers { get; set; } = "";

    /// <summary>Adds a row.</summary>
    /// <param name="result">Its ratio and limit.</param>
    /// <param name="times">What both sides took.</param>
    /// <param name="count">Slices or files of a round.</param>
    /// <param name="allocated">Bytes that the product allocates a slice; null where that was not measured.</param>
    public void Add(LimitResult result, RoundTimes times, int count, double? allocated) => _rows.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Name} | {result.Ratio:F2} | {times.CpuSpeedup:F2} | {Limit(result)} | {count / times.ProductSeconds:F0} | {count / times.OtherSeconds:F0} | {allocated:F0} |"));

    /// <summary>Prints the machine, the peers and the rows, if there are any.</summary>
    public void Print()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{Machine.Describe()}; {Peers}.");
        Console.WriteLine();
        Console.WriteLine("| ratio | by the clock | processor time | limit | product, a second | other, a second | bytes allocated a slice |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        _rows.ForEach(Console.WriteLine);
    }

    private static string Limit(LimitResult result) =>
        result.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"at least {limit:0.0}") : "reported";
}
