using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Testing;

/// <summary>A small volume that counts how many of its slices are read, and fails to read them if told so.</summary>
public sealed class CountingVolume
{
    private readonly Source _source = new();

    /// <summary>The volume: 40 slices of 8 x 8, air.</summary>
    public CtVolume Create()
    {
        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, 40).Select(i => 2.0 * i)]);
        return new CtVolume(_source, geometry, 8, 8, CtSeriesDescription.Empty);
    }

    /// <summary>Slices read so far.</summary>
    public int Reads => _source.Reads;

    /// <summary>Whether reading a slice fails.</summary>
    public bool IsDamaged { get => _source.IsDamaged; init => _source.IsDamaged = value; }

    private sealed class Source : ICtSliceSource
    {
        private int _reads;

        public int Reads => _reads;

        public bool IsDamaged { get; set; }

        public string ComputeContentFingerprint(CancellationToken cancellationToken) => new('0', 64);

        public void ReadSlice(int sliceIndex, Span<float> destination)
        {
            Interlocked.Increment(ref _reads);
            if (IsDamaged)
            {
                throw new DicomPixelDataException("slice.dcm: the pixels are damaged.");
            }

            destination.Fill(-1000);
        }
    }
}
