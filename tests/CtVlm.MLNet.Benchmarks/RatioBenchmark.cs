using BenchmarkDotNet.Attributes;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Two or more ways to the same result, in rounds. Cases are ordered by round first, so that the sides alternate.</summary>
public abstract class RatioBenchmark
{
    [ParamsSource(nameof(Rounds))]
    public int Round { get; set; }

    public static IEnumerable<int> Rounds => BenchmarkScale.Rounds;
}
