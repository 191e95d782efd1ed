using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>How often a side is timed in a round; once in the short form.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class IterationsAttribute(int count) : JobMutatorConfigBaseAttribute(Job.Default.WithIterationCount(BenchmarkScale.IsShort ? 1 : count))
{
    public int Count => count;
}
