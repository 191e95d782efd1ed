using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Torch;

/// <summary>Errors of fitting projections.</summary>
internal static class ProjectionThrow
{
    /// <summary>The rows span too few directions.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="count">N.</param>
    /// <param name="width">D.</param>
    /// <param name="rank">How many directions the rows span.</param>
    /// <param name="needed">How many it takes.</param>
    /// <param name="advice">What to do.</param>
    [DoesNotReturn]
    public static void RankTooLow(string name, int count, int width, int rank, int needed, string advice) => throw new InvalidOperationException(
        $"Projection '{name}' cannot be fitted: it takes {needed} directions, and the {count} training rows of width {width} have rank {rank}. {advice}");

    /// <summary>The classes of the rows cannot be used.</summary>
    [DoesNotReturn]
    public static void BadClasses(string name, string problem) =>
        throw new ArgumentException($"Projection '{name}' cannot be fitted: {problem}");

    /// <summary>The result does not fit single precision.</summary>
    [DoesNotReturn]
    public static void NotFinite(string name) => throw new InvalidOperationException(
        $"Projection '{name}' cannot be fitted: its map has values beyond single precision. Scale the rows, or regularise more: a larger epsilon or shrinkage.");
}
