using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class EncoderTraceTests
{
    [Fact]
    public void Run_EncoderOfPairs_ShowsPooledOutputsAndScores()
    {
        TorchRuntime.EnsureLoaded();
        using VerificationInputs inputs = new(torch.ones(2, 3, 4, 4), ["a", "bc", "def"]);
        List<(string Name, float[] Values)> stages = [];
        new EncoderTrace(new VlmEncoder(new PairSource(hasScore: true)), new EncoderVerificationOptions()).Run(inputs, (name, first, value) => stages.Add((name, [.. value.data<float>()])));
        Assert.Equal(["pairs.pooled", "pairs.score"], stages.Select(s => s.Name));
        Assert.Equal([1, 1, 2, 2], stages[0].Values);
        Assert.Equal([1, 2], stages[1].Values);
    }

    [Fact]
    public void Run_EncoderOfPairsWithoutScore_LeavesItOut()
    {
        TorchRuntime.EnsureLoaded();
        using VerificationInputs inputs = new(torch.ones(2, 3, 4, 4), ["a", "bc"]);
        List<string> stages = [];
        new EncoderTrace(new VlmEncoder(new PairSource(hasScore: false)), new EncoderVerificationOptions()).Run(inputs, (name, first, value) => stages.Add(name));
        Assert.Equal(["pairs.pooled"], stages);
    }

    [Fact]
    public void Run_EncoderThatShowsNoStages_ShowsWhatItGives()
    {
        TorchRuntime.EnsureLoaded();
        using VerificationInputs inputs = new(torch.ones(2, 3, 4, 4), ["a"]);
        VisionEncoderInfo info = new() { ProjectedWidth = 3, HiddenWidth = 3, TokenCount = 1, Preprocessing = PreprocessorFile.CreateDefault(4) };
        VlmEncoder encoder = VlmEncoder.FromFactory("own", "0", info, _ => new MeanEncoder(info));
        List<string> stages = [];
        new EncoderTrace(encoder, new EncoderVerificationOptions()).Run(inputs, (name, first, value) => stages.Add($"{name} ({string.Join(", ", value.shape)})"));
        Assert.Equal(["vision.projected (2, 3)"], stages);
    }

    private sealed class MeanEncoder(VisionEncoderInfo info) : IVisionEncoder
    {
        public VisionEncoderInfo Info => info;

        public torch.Device Device => torch.CPU;

        public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point) => pixels.mean([2, 3]);

        public void Dispose()
        {
        }
    }

    private sealed class PairSource(bool hasScore) : EncoderSource
    {
        public override string Name => "pairs";

        public override VisionEncoderInfo? Vision => null;

        public override int? TextWidth => null;

        public override bool HasFusion => true;

        public override string GetHash() => "0";

        public override IVisionEncoder LoadVision(ModelLoadOptions options) => throw new InvalidOperationException();

        public override ITextEncoder LoadText(ModelLoadOptions options) => throw new InvalidOperationException();

        public override IFusionEncoder LoadFusion(ModelLoadOptions options) => new PairEncoder(hasScore);

        public override EncoderSimilarity? ReadSimilarity() => null;

        public override EncoderReference ToReference() => throw new InvalidOperationException();
    }

    private sealed class PairEncoder(bool hasScore) : IFusionEncoder
    {
        public int Width => 2;

        public bool HasScore => hasScore;

        public torch.Device Device => torch.CPU;

        public torch.Tensor Encode(torch.Tensor pixels, IReadOnlyList<string> texts) => torch.tensor([.. texts.SelectMany(t => new[] { (float)t.Length, t.Length })]).view(-1, 2);

        public torch.Tensor Score(torch.Tensor pixels, IReadOnlyList<string> texts) => torch.tensor([.. texts.Select(t => (float)t.Length)]);

        public void Dispose()
        {
        }
    }
}
