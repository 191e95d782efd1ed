namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Counts how often each slice is read.</summary>
internal sealed class CountingSource(ICtSliceSource inner, int slices) : ICtSliceSource
{
    private readonly int[] _reads = new int[slices];

    public IReadOnlyList<int> Reads => _reads;

    public string ComputeContentFingerprint(CancellationToken cancellationToken) => inner.ComputeContentFingerprint(cancellationToken);

    public void ReadSlice(int sliceIndex, Span<float> destination)
    {
        Interlocked.Increment(ref _reads[sliceIndex]);
        inner.ReadSlice(sliceIndex, destination);
    }
}
