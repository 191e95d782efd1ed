using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>HU of an uncompressed 200 x 512 x 512 series, one thread, against the least work that yields them.</summary>
[Iterations(15)]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
public class HuReadingBenchmarks : RatioBenchmark
{
    /// <summary>Into a new array: its pages are made on the way.</summary>
    public const string NewArray = "new array";

    /// <summary>Into an array that is there: nothing but reading and converting.</summary>
    public const string ReusedArray = "reused array";

    private static readonly CtReadOptions s_oneThread = new() { MaxDegreeOfParallelism = 1 };

    private HuReadingFixture _fixture = null!;
    private float[] _reused = [];

    [GlobalSetup]
    public void Setup()
    {
        _fixture = HuReadingFixture.Shared;
        _reused = new float[_fixture.Paths.Count * _fixture.SliceSize];
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(NewArray)]
    public float[] BareLoop()
    {
        float[] hu = GC.AllocateUninitializedArray<float>(_fixture.Paths.Count * _fixture.SliceSize);
        BareReader.Read(_fixture.Paths, _fixture.SliceSize, hu);
        return hu;
    }

    [Benchmark]
    [BenchmarkCategory(NewArray)]
    public float[] ReadAll()
    {
        using CtVolume volume = _fixture.Series.Open();
        return volume.ReadAll(1);
    }

    [Benchmark]
    [BenchmarkCategory(NewArray)]
    public float[] ScanAndReadAll()
    {
        using CtVolume volume = CtVolume.Open(_fixture.Folder, s_oneThread);
        return volume.ReadAll(1);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(ReusedArray)]
    public float[] BareLoopReused()
    {
        BareReader.Read(_fixture.Paths, _fixture.SliceSize, _reused);
        return _reused;
    }

    [Benchmark]
    [BenchmarkCategory(ReusedArray)]
    public float[] ReadSlicesReused()
    {
        using CtVolume volume = _fixture.Series.Open();
        for (int z = 0; z < volume.SliceCount; z++)
        {
            volume.ReadSlice(z, _reused.AsSpan(z * _fixture.SliceSize, _fixture.SliceSize));
        }

        return _reused;
    }
}
