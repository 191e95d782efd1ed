using BenchmarkDotNet.Attributes;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Embedding 4 series of 512 x 512, 8 slices each, with a ViT-B/16 at batch 8: through IDataView, against a bare loop over the same encoder.</summary>
[Iterations(2)]
public class PipelineBenchmarks : RatioBenchmark
{
    private PipelineFixture _fixture = null!;
    private EncoderLease<IVisionEncoder> _keepLoaded = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchRuntime.EnsureLoaded();
        _keepLoaded = BenchmarkEncoders.VitB16.AcquireVision(TorchSharp.torch.CPU);
        _fixture = PipelineFixture.Shared;
    }

    [GlobalCleanup]
    public void Cleanup() => _keepLoaded.Dispose();

    [Benchmark(Baseline = true)]
    public float[] BareLoop() => BareEmbedding.Run(_fixture.Folders, BenchmarkEncoders.VitB16, PipelineFixture.Rendering);

    [Benchmark]
    public float[][] ThroughIDataView() => [.. _fixture.Pipeline.Run()];
}
