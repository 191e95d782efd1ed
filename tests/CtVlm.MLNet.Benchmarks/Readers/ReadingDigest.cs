namespace CtVlm.MLNet.Benchmarks;

/// <summary>What a reader made of a folder, to compare it with another reader's.</summary>
/// <param name="Files">How many files it read.</param>
/// <param name="Sha256">Of what it read, lower-case hex.</param>
internal sealed record ReadingDigest(int Files, string Sha256)
{
    /// <summary>Passes when both readers read the same.</summary>
    /// <exception cref="InvalidOperationException">They did not.</exception>
    public static void DemandSame(ReadingDigest product, ReadingDigest other, string what)
    {
        if (product != other)
        {
            throw new InvalidOperationException($"{what}: the readers disagree, {product} and {other}. Nothing was timed.");
        }
    }
}
