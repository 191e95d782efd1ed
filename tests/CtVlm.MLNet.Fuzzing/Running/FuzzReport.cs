using System.Globalization;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>What a loop did and found.</summary>
internal sealed record FuzzReport(string Target, long Executions, long Accepted, TimeSpan Elapsed, int Corpus, int Edges, IReadOnlyList<Finding> Findings)
{
    /// <summary>One line for people and logs.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target}: {Executions:N0} executions in {Elapsed.TotalSeconds:F0} s ({Executions / Math.Max(Elapsed.TotalSeconds, 0.001):N0}/s), {Accepted:N0} delivered, {Edges:N0} edges, corpus {Corpus:N0}, {Findings.Count} findings");
}
