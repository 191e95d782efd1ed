namespace CtVlm.MLNet.Torch;

/// <summary>Every slice.</summary>
internal sealed record AllSlices : SliceSelection
{
    /// <inheritdoc/>
    public override string ToString() => "All";

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm) => [.. Enumerable.Range(0, sliceCount)];
}
