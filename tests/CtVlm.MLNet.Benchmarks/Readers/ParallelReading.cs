using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>All slices of an indexed series into an array that is there, on a number of threads.</summary>
internal sealed class ParallelReading : IDisposable
{
    private readonly CtVolume _volume;
    private readonly float[] _hu;

    public ParallelReading(string folder)
    {
        _volume = CtVolume.Open(folder);
        _hu = new float[_volume.SliceCount * _volume.Rows * _volume.Columns];
    }

    /// <summary>Reads all slices.</summary>
    /// <returns>Their number and the SHA-256 of their values.</returns>
    public ReadingDigest Check(int threads)
    {
        Run(threads);
        return new ReadingDigest(_volume.SliceCount, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(_hu.AsSpan()))));
    }

    /// <summary>Reads all slices as <see cref="CtVolume.ReadAll"/> does, timed.</summary>
    public SideTime Run(int threads)
    {
        int size = _volume.Rows * _volume.Columns;
        return SideTime.Of(() => SliceLoop.Run(_volume.SliceCount, threads, z => _volume.ReadSlice(z, _hu.AsSpan(z * size, size)), CancellationToken.None));
    }

    public void Dispose() => _volume.Dispose();
}
