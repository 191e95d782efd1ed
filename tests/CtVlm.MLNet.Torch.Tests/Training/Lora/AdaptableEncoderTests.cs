using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class AdaptableEncoderTests : IDisposable
{
    private static readonly ClipEncoderSize s_size = new() { ImageSize = 32, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 };
    private readonly DisposeScope _scope;

    public AdaptableEncoderTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Parameters_OfEveryChoice_AreThoseThatTrain()
    {
        Assert.Equal(["text_projection.weight", "visual_projection.weight"], Names(TrainableParts.Projections()));
        Assert.Equal(["visual_projection.weight"], Names(TrainableParts.Projections().WithFrozenText()));
        Assert.Empty(Names(TrainableParts.None()));
        string[] last = Names(TrainableParts.LastBlocks(1, 2));
        Assert.Equal(16 + (2 * 16) + 2 + 2 + 2, last.Length);
        Assert.Contains("vision_model.post_layernorm.weight", last);
        Assert.DoesNotContain(last, n => n.Contains("embeddings", StringComparison.Ordinal) || n.StartsWith("vision_model.encoder.layers.0", StringComparison.Ordinal));
        Assert.Equal(2 * 32, Names(TrainableParts.Everything()).Count(n => n.Contains(".layers.", StringComparison.Ordinal)));
        Assert.Equal(["vision_model.encoder.layers.1.self_attn.q_proj.lora_A.weight", "vision_model.encoder.layers.1.self_attn.q_proj.lora_B.weight", "visual_projection.weight"],
            Names(new TrainableParts { Lora = LoraOptions.Parse("v2b1@q_proj"), Vision = TowerTraining.Projection }));
    }

    [Fact]
    public void Load_ProjectionOfATowerWithoutOne_SaysSo()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(GoldenFiles.Path("image-only", "timm-vit-cls"));
        Assert.Contains("no projection into a shared space", Assert.Throws<WeightsException>(() => Load(encoder, TrainableParts.Projections())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EncoderMadeByCode_IsRefused()
    {
        VlmEncoder encoder = VlmEncoder.FromFactory("mine", "1", VlmEncoder.FromSeed(1, s_size).Vision, _ => new CodeTower());
        Assert.Contains("'mine' is made by code", Assert.Throws<InvalidOperationException>(() => Load(encoder, TrainableParts.None())).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => encoder.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all")));
    }

    [Fact]
    public void Load_SameSeed_StartsTheSameWhateverElseIsAdapted()
    {
        using AdaptableEncoder both = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v4_t4")));
        using AdaptableEncoder one = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v4b1@v_proj")));
        using AdaptableEncoder other = AdaptableEncoder.Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v4b1@v_proj")), 2, new ModelLoadOptions(CPU));
        LoraBranch branch = Assert.Single(one.Branches);
        Assert.True(LoraNumbers.SameBits(branch.Down, both.Branches.First(b => b.Form == branch.Form).Down));
        Assert.False(LoraNumbers.SameBits(branch.Down, Assert.Single(other.Branches).Down));
        Assert.Equal(both.Branches.Count, both.Branches.Select(b => b.Down[0, 0].item<float>()).Distinct().Count());
    }

    [Fact]
    public void Backward_OfBothTowers_ReachesWhatTrainsAndNothingElse()
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), new TrainableParts { Lora = LoraOptions.Parse("v2b1_t2b1_d0.2"), Text = TowerTraining.Projection });
        LoraNumbers.FillUps(encoder);
        encoder.Dropout.Begin(0);
        Tensor images = encoder.Vision.Encode(LoraNumbers.Random([2, 3, 32, 32], 1), EmbeddingPoint.Projected);
        Tensor texts = encoder.Text!.Encode(["a", "b c"]);
        images.mul(texts).sum().backward();
        Assert.Equal((8 * 2) + 1, encoder.Parameters.Count);
        Assert.All(encoder.Parameters, p => Assert.True(p.Parameter.grad is { } g && g.abs().max().ToDouble() > 0, p.Name));
        string[] trained = [.. encoder.Parameters.Select(p => p.Name)];
        Assert.All(encoder.Vision.Module.named_parameters().Concat(encoder.Text.Module.named_parameters()).Where(p => !trained.Contains(p.name)), p => Assert.Null(p.parameter.grad));
    }

    [Fact]
    public void Encode_DropoutAtAStep_IsTheSameInAResumedRun()
    {
        TrainableParts parts = TrainableParts.Adapters(LoraOptions.Parse("v2_d0.5"));
        Tensor pixels = LoraNumbers.Random([2, 3, 32, 32], 1);
        using AdaptableEncoder first = Load(VlmEncoder.FromSeed(3, s_size), parts);
        LoraNumbers.FillUps(first);
        Tensor[] vectors = [.. new[] { 0, 1, 2 }.Select(step => At(first, step))];
        using AdaptableEncoder resumed = Load(VlmEncoder.FromSeed(3, s_size), parts);
        ParameterValues.Write(resumed.Parameters, ParameterValues.Read(first.Parameters));
        Assert.True(LoraNumbers.SameBits(vectors[2], At(resumed, 2)));
        Assert.False(LoraNumbers.SameBits(vectors[1], vectors[2]));
        first.Dropout.End();
        resumed.Dropout.End();
        Assert.True(LoraNumbers.SameBits(first.Vision.Encode(pixels, EmbeddingPoint.Projected), resumed.Vision.Encode(pixels, EmbeddingPoint.Projected)));

        Tensor At(AdaptableEncoder encoder, long step)
        {
            encoder.Dropout.Begin(step);
            return encoder.Vision.Encode(pixels, EmbeddingPoint.Projected);
        }
    }

    [Fact]
    public void Capture_OfEveryKind_FollowsTheParameters()
    {
        TrainableParts parts = new() { Lora = LoraOptions.Parse("v2"), Text = TowerTraining.All };
        using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), parts);
        LoraNumbers.FillUps(encoder);
        AdaptedWeights kept = encoder.Capture(ChangedTensor.Scalar("logit_scale", 3));
        float[][] before = ParameterValues.Read(encoder.Parameters);
        foreach (NamedParameter parameter in encoder.Parameters)
        {
            LoraNumbers.Fill(parameter.Parameter, 1);
        }

        Assert.NotEqual(kept.Hash, encoder.Capture(ChangedTensor.Scalar("logit_scale", 3)).Hash);
        ParameterValues.Write(encoder.Parameters, before);
        Assert.Equal(kept.Hash, encoder.Capture(ChangedTensor.Scalar("logit_scale", 3)).Hash);
    }

    [Fact]
    public void ToEncoder_OfEveryKind_EmbedsAsTheTowersDid()
    {
        using AdaptableEncoder trained = Load(VlmEncoder.FromSeed(3, s_size), new TrainableParts { Lora = LoraOptions.Parse("v2_rs"), Vision = TowerTraining.Projection, Text = TowerTraining.LastBlocks(1) });
        LoraNumbers.FillUps(trained);
        trained.Parameters.Where(p => p.Name.StartsWith("visual_p", StringComparison.Ordinal) || p.Name.Contains("fc1.weight", StringComparison.Ordinal)).ToList().ForEach(p => LoraNumbers.Fill(p.Parameter, 5));
        VlmEncoder encoder = trained.ToEncoder("trained", ChangedTensor.Scalar("logit_scale", 2));
        Assert.Equal(Math.Exp(2), encoder.GetSimilarity().Scale, 1e-12);
        Assert.Equal("trained", encoder.Name);
        Assert.Equal("clip-seed-3-adapted", trained.ToEncoder().Name);
        AssertSameVectors(trained, encoder, 1e-5);

        // What comes after does not reach the encoder.
        trained.Parameters.ToList().ForEach(p => LoraNumbers.Fill(p.Parameter, 6));
        Assert.NotEqual(encoder.GetHash(), trained.ToEncoder("trained", ChangedTensor.Scalar("logit_scale", 2)).GetHash());
        using AdaptableEncoder again = Load(encoder, TrainableParts.CarriedAdapters() with { Vision = TowerTraining.Projection });
        AssertSameVectors(again, encoder, 1e-5);
        Assert.Equal(encoder.GetHash(), again.ToEncoder("trained", ChangedTensor.Scalar("logit_scale", 2)).GetHash());
        Assert.Equal(encoder.GetHash(), again.ToEncoder().GetHash());
    }

    [Fact]
    public void Load_CarriedAdaptersAskedForByOtherOptions_SaysWhichDiffer()
    {
        using AdaptableEncoder trained = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v2b1@q_proj")));
        VlmEncoder encoder = trained.ToEncoder();
        Load(encoder, TrainableParts.Adapters(LoraOptions.Parse("v2b1_d0.1@q_proj"))).Dispose();
        WeightsException other = Assert.Throws<WeightsException>(() => Load(encoder, TrainableParts.Adapters(LoraOptions.Parse("v2b1@v_proj"))));
        Assert.Contains("self_attn.q_proj (carried), vision_model.encoder.layers.1.self_attn.v_proj (asked for)", other.Message, StringComparison.Ordinal);
        Assert.Contains("has the form", Assert.Throws<WeightsException>(() => Load(encoder, TrainableParts.Adapters(LoraOptions.Parse("v4b1@q_proj")))).Message, StringComparison.Ordinal);
        Assert.Contains("carries no adapters", Assert.Throws<WeightsException>(() => Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.CarriedAdapters())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CarriedAdaptersAsBase_LaysTheNewOverTheOld()
    {
        using AdaptableEncoder first = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v2")));
        LoraNumbers.FillUps(first);
        VlmEncoder below = first.ToEncoder();
        using AdaptableEncoder second = Load(below, TrainableParts.Projections());
        AssertSameVectors(second, below, 0);
        LoraNumbers.Fill(second.Parameters[^1].Parameter, 4);
        VlmEncoder above = second.ToEncoder();
        AssertSameVectors(second, above, 0);
        Assert.NotEqual(below.GetHash(), above.GetHash());
        Assert.Contains("over an encoder that is changed itself", Assert.Throws<InvalidOperationException>(() => Load(above, TrainableParts.Adapters(LoraOptions.Parse("v2"))).ToEncoder().SaveAdapter("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MergeAndUnmerge_OfAllAdapters_ComputeTheSame()
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v4_t4")));
        LoraNumbers.FillUps(encoder);
        Tensor pixels = LoraNumbers.Random([2, 3, 32, 32], 1);
        using IDisposable noGrad = no_grad();
        Tensor active = encoder.Vision.Encode(pixels, EmbeddingPoint.Projected);
        encoder.Merge();
        Tensor merged = encoder.Vision.Encode(pixels, EmbeddingPoint.Projected);
        encoder.Unmerge();
        LoraNumbers.AssertClose(active, merged, 1e-5);
        Assert.False(LoraNumbers.SameBits(active, merged));
        Assert.True(LoraNumbers.SameBits(active, encoder.Vision.Encode(pixels, EmbeddingPoint.Projected)));
    }

    [Fact]
    public void LoadEncodeAndDispose_Repeated_LeaveNoTensorBehind()
    {
        Tensor pixels = LoraNumbers.Random([2, 3, 32, 32], 1);
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v4_t4_d0.1")));
            encoder.Dropout.Begin(1);
            encoder.Vision.Encode(pixels, EmbeddingPoint.Projected).Dispose();
            encoder.Merge();
            using EncoderLease<IVisionEncoder> lease = encoder.ToEncoder().AcquireVision(CPU);
        }));
    }

    private static string[] Names(TrainableParts parts)
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), parts);
        return [.. encoder.Parameters.Select(p => p.Name)];
    }

    private static AdaptableEncoder Load(VlmEncoder encoder, TrainableParts parts) => AdaptableEncoder.Load(encoder, parts, 1, new ModelLoadOptions(CPU));

    private static void AssertSameVectors(AdaptableEncoder trained, VlmEncoder encoder, double tolerance)
    {
        using IDisposable noGrad = no_grad();
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(CPU);
        using EncoderLease<ITextEncoder> text = encoder.AcquireText(CPU);
        Tensor pixels = LoraNumbers.Random([3, 3, 32, 32], 1);
        string[] texts = ["one", "a second text"];
        LoraNumbers.AssertClose(trained.Vision.Encode(pixels, EmbeddingPoint.Projected), vision.Encoder.Encode(pixels, EmbeddingPoint.Projected), tolerance);
        LoraNumbers.AssertClose(trained.Text!.Encode(texts), text.Encoder.Encode(texts), tolerance);
    }

    private sealed class CodeTower : IVisionEncoder
    {
        public VisionEncoderInfo Info => VlmEncoder.FromSeed(1, s_size).Vision;

        public Device Device => CPU;

        public Tensor Encode(Tensor pixels, EmbeddingPoint point) => pixels.alias();

        public void Dispose()
        {
        }
    }
}
