using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The product's side: a folder of slices to Hounsfield units on one thread, headers, order and geometry included, into one array that all slices share.</summary>
internal sealed class SliceReading(string folder)
{
    private static readonly CtReadOptions s_oneThread = new() { MaxDegreeOfParallelism = 1 };

    private float[] _slice = [];
    private int _sliceCount;

    /// <summary>Reads all slices once.</summary>
    /// <returns>Their number and the SHA-256 of their values, in slice order.</returns>
    public ReadingDigest Check()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Read(slice => hash.AppendData(MemoryMarshal.AsBytes(slice.AsSpan())));
        return new ReadingDigest(_sliceCount, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Reads until the code is compiled for good and all buffers are pooled.</summary>
    public void WarmUp()
    {
        SideTime total = default;
        while (total.WallSeconds < (BenchmarkScale.IsShort ? 0 : 1.5))
        {
            total = new SideTime(total.WallSeconds + Run().WallSeconds, 0);
        }
    }

    /// <summary>Opens the folder and reads all slices, timed.</summary>
    public SideTime Run() => SideTime.Of(() => Read(_ => { }));

    /// <summary>Bytes that reading a slice of an open volume allocates on average, the array that receives it aside.</summary>
    public double MeasureAllocation()
    {
        using CtVolume volume = CtVolume.Open(folder, s_oneThread);
        ReadSlices(volume, _ => { });
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadSlices(volume, _ => { });
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)_sliceCount;
    }

    private void Read(Action<float[]> consume)
    {
        using CtVolume volume = CtVolume.Open(folder, s_oneThread);
        ReadSlices(volume, consume);
    }

    private void ReadSlices(CtVolume volume, Action<float[]> consume)
    {
        _sliceCount = volume.SliceCount;
        if (_slice.Length != volume.Rows * volume.Columns)
        {
            _slice = new float[volume.Rows * volume.Columns];
        }

        for (int z = 0; z < volume.SliceCount; z++)
        {
            volume.ReadSlice(z, _slice);
            consume(_slice);
        }
    }
}
