namespace CtVlm.MLNet;

/// <summary>What one row scores.</summary>
/// <param name="Scores">(N, K): one probability a class, for the volume or for each slice.</param>
/// <param name="Labels">N keys: position of the likeliest class from 1, the first of equals; 0, missing, where a score is NaN.</param>
internal sealed record ZeroShotRow(float[] Scores, uint[] Labels)
{
    /// <summary>Finds the likeliest classes.</summary>
    public static ZeroShotRow From(float[] scores, int classes) => new(scores, [.. scores.Chunk(classes).Select(FindLargest)]);

    private static uint FindLargest(float[] scores) => scores.Any(float.IsNaN) ? 0 : (uint)Array.IndexOf(scores, scores.Max()) + 1;
}
