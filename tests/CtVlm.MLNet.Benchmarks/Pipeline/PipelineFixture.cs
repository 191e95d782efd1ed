using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Some series on disk and a pipeline over them; both sides gave the same embeddings before anything is timed.</summary>
internal sealed class PipelineFixture
{
    private const int SlicesOnDisk = 32;
    private const int Size = 512;

    private static readonly Lazy<PipelineFixture> s_shared = new(() => new PipelineFixture());

    private PipelineFixture()
    {
        Folders = [.. Enumerable.Range(0, BenchmarkScale.IsShort ? 1 : 2).Select(i => FixtureFolder.Combine("pipeline", $"series{i}"))];
        for (int i = 0; i < Folders.Count; i++)
        {
            SyntheticSeries.Write(Folders[i], seed: 100 + i, SlicesOnDisk, Size);
        }

        Pipeline = new PipelineEmbedding(Folders, BenchmarkEncoders.VitB16, Rendering);
        float[] expected = BareEmbedding.Run(Folders, BenchmarkEncoders.VitB16, Rendering);
        FixtureCheck.Same(expected, [.. Pipeline.Run().SelectMany(bag => bag)], tolerance: 1e-5f, "Embedding");
    }

    public static PipelineFixture Shared => s_shared.Value;

    public static CtRendering Rendering { get; } = CtRendering.EnterographyRgb(SliceSelection.Uniform(8));

    public IReadOnlyList<string> Folders { get; }

    public PipelineEmbedding Pipeline { get; }
}
