using System.Numerics.Tensors;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Refuses to time two sides that do not do the same work.</summary>
internal static class FixtureCheck
{
    /// <summary>Passes when no two values differ by more than the tolerance.</summary>
    /// <exception cref="InvalidOperationException">They do.</exception>
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance, string what) =>
        Demand(TensorPrimitives.Max<float>(Differences(expected, actual, what)), tolerance, what);

    /// <summary>Passes when values differ on average by no more than stated.</summary>
    /// <exception cref="InvalidOperationException">They do.</exception>
    public static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float meanDifference, string what) =>
        Demand(TensorPrimitives.Average<float>(Differences(expected, actual, what)), meanDifference, what);

    private static float[] Differences(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        if (expected.Length == 0 || expected.Length != actual.Length)
        {
            throw new InvalidOperationException($"{what}: {expected.Length} values were expected, got {actual.Length}. Nothing was timed.");
        }

        float[] differences = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, differences);
        TensorPrimitives.Abs<float>(differences, differences);
        return differences;
    }

    // NaN passes no comparison.
    private static void Demand(float difference, float limit, string what)
    {
        if (!(difference <= limit))
        {
            throw new InvalidOperationException($"{what}: both sides differ by {difference}, at most {limit} was expected. Nothing was timed.");
        }
    }
}
