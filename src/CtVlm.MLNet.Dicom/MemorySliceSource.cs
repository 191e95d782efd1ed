using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CtVlm.MLNet.Dicom;

/// <summary>Slices that are already Hounsfield units in memory.</summary>
internal sealed class MemorySliceSource(float[] hu, CtGeometry geometry, int rows, int columns) : ICtSliceSource
{
    public string ComputeContentFingerprint(CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([geometry.SlicePositionsMm.Count, rows, columns])));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<double>([.. geometry.AffineLps])));
        hash.AppendData(MemoryMarshal.AsBytes(hu.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void ReadSlice(int sliceIndex, Span<float> destination) => hu.AsSpan(sliceIndex * rows * columns, rows * columns).CopyTo(destination);
}
