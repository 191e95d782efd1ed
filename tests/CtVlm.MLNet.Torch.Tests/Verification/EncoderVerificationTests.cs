using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class EncoderVerificationTests
{
    [Theory]
    [InlineData("hf-clip", 13)]
    [InlineData("hf-siglip", 13)]
    public void Verify_ValuesOfTransformers_AgreeAtEveryStage(string family, int stages)
    {
        using TemporaryFolder folder = new();
        ReferenceGoldens.Write(folder.File("golden.safetensors"), family);
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path(family), new EncoderVerificationOptions { GoldenFile = folder.File("golden.safetensors") });
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(stages, report.Stages.Count);
        Assert.Equal("vision.embeddings", report.Stages[0].Name);
        Assert.Equal("similarity.logits", report.Stages[^1].Name);
        Assert.Equal(("transformers 5.23.0", null), (report.Producer, report.IsSameEncoder));
        Assert.All(report.Stages, stage => Assert.InRange(stage.LargestDifference, 0, 1e-4));
        Assert.StartsWith($"{stages} stages agree; the largest difference is ", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf-clip")]
    [InlineData("hf-siglip")]
    public void Make_ThenVerify_AgreesAndKnowsTheEncoder(string family)
    {
        using TemporaryFolder folder = new();
        EncoderVerificationOptions options = new() { GoldenFile = folder.File("golden.safetensors") };
        Assert.Equal(options.GoldenFile, EncoderVerification.Make(GoldenFiles.Path(family), options));
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path(family), options);
        Assert.True(report.Passed, report.ToString());
        Assert.True(report.IsSameEncoder);
        Assert.Equal(VlmEncoder.FromFolder(GoldenFiles.Path(family)).GetHash(), report.Hash);
        Assert.Contains(report.Stages, stage => stage.Name == "vision.blocks.2.mean");
        Assert.Contains(report.Stages, stage => stage is { Name: "text.ids", Tolerance: 0 });
        Assert.Contains(report.Stages, stage => stage.Name == "similarity.logits");
        Assert.InRange(new FileInfo(options.GoldenFile).Length, 1000, 150_000);
    }

    [Theory]
    [InlineData("vision_model.encoder.layers.1.mlp.fc1.weight", "vision: blocks.1 is the first stage that differs: ")]
    [InlineData("vision_model.embeddings.class_embedding", "vision: embeddings is the first stage that differs: ")]
    [InlineData("visual_projection.weight", "vision: projected is the first stage that differs: ")]
    [InlineData("text_model.encoder.layers.0.self_attn.v_proj.bias", "text: blocks.0 is the first stage that differs: ")]
    [InlineData("logit_scale", "similarity: logits is the first stage that differs: ")]
    public void Verify_TamperedTensor_NamesTheStage(string tensor, string expected)
    {
        using TemporaryEncoder encoder = new();
        ReferenceGoldens.Write(encoder.File(EncoderVerification.FileName), "hf-clip");
        Assert.True(EncoderVerification.Verify(encoder.Path).Passed);
        Tamper(encoder.File("model.safetensors"), tensor);
        EncoderVerificationReport report = EncoderVerification.Verify(encoder.Path);
        Assert.False(report.Passed);
        Assert.StartsWith(expected, report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(tensor == "logit_scale" ? ", tolerance 0.0005" : ", tolerance 0.0001", report.ToString(), StringComparison.Ordinal);
        Assert.NotNull(report.FirstFailure);
    }

    [Fact]
    public void Verify_TamperedAfterMake_SaysThatItIsAnotherEncoder()
    {
        using TemporaryEncoder encoder = new();
        EncoderVerification.Make(encoder.Path);
        Tamper(encoder.File("model.safetensors"), "vision_model.encoder.layers.2.layer_norm1.weight");
        EncoderVerificationReport report = EncoderVerification.Verify(encoder.Path);
        Assert.False(report.IsSameEncoder);
        Assert.StartsWith("vision: blocks.2 ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OtherIds_CountsThem()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", tensors => tensors["text.ids"][1, 1] = torch.tensor(7L));
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path });
        Assert.Equal("text: ids is the first stage that differs: 1, tolerance 0", report.ToString());
    }

    [Fact]
    public void Verify_NotANumber_Fails()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", tensors => tensors["vision.pooled"][0, 0] = torch.tensor(float.NaN));
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path });
        Assert.StartsWith("vision: pooled is the first stage that differs: NaN", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vision.pooled", 1e-4)]
    [InlineData("similarity.logits", 5e-4)]
    public void Verify_InfiniteValue_FailsAndAllowsNothing(string stage, double tolerance)
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", tensors => tensors[stage][0, 0] = torch.tensor(float.PositiveInfinity));
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path });
        Assert.Equal(stage, report.FirstFailure?.Name);
        Assert.True(double.IsPositiveInfinity(report.FirstFailure!.LargestDifference));
        Assert.InRange(report.FirstFailure.Tolerance, tolerance, 10 * tolerance);
    }

    [Fact]
    public void Make_Producer_IsTheVersionOfThePackage()
    {
        using TemporaryFolder folder = new();
        EncoderVerificationOptions options = new() { GoldenFile = folder.File("golden.safetensors") };
        EncoderVerification.Make(GoldenFiles.Path("hf-clip"), options);
        string producer = EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), options).Producer;
        Assert.Equal($"CtVlm.MLNet {TorchRuntime.VersionOf(typeof(VlmEncoder).Assembly)}", producer);
        Assert.DoesNotContain("0.0.0.0", producer, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_TighterTolerance_IsTheOptionsOwn()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", tensors => tensors["vision.pooled"].AddInPlace(5e-5));
        EncoderVerificationOptions options = new() { GoldenFile = path };
        Assert.True(EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), options).Passed);
        Assert.Equal("vision.pooled", EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), options with { Tolerance = 2e-5 }).FirstFailure?.Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), options with { Tolerance = 0 }));
    }

    [Theory]
    [InlineData(8, 1e-4)]
    [InlineData(300, 3e-3)]
    public void Verify_LargeHiddenStates_AreComparedRelativeToTheLargest(double largest, double tolerance)
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", tensors => tensors["vision.blocks.0"][3, 16, 63] = torch.tensor((float)largest));
        EncoderVerificationReport report = EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path });
        Assert.Equal(tolerance, report.Stages.Single(stage => stage.Name == "vision.blocks.0").Tolerance, 1e-9);
    }

    [Fact]
    public void Verify_NoGoldenFile_SaysHowToMakeOne()
    {
        string message = Assert.Throws<WeightsException>(() => EncoderVerification.Verify(GoldenFiles.Path("hf-clip"))).Message;
        Assert.Contains("--make", message, StringComparison.Ordinal);
        Assert.Contains("Verification/README.md", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vision.blocks.9", "vision.blocks.9. Stages of this encoder are vision.embeddings, vision.blocks.0")]
    [InlineData("pixels", "pixels. Stages")]
    public void Verify_StrangeTensor_IsNamed(string name, string expected) =>
        AssertRefused(expected, tensors => tensors[name] = torch.ones(2, 64));

    [Theory]
    [InlineData("vision.projected", "(4, 63)")]
    [InlineData("vision.embeddings", "(4, 63)")]
    public void Verify_MisshapenStage_IsNamed(string name, string expected) => AssertRefused(expected, tensors => tensors[name] = torch.ones(4, 63));

    [Fact]
    public void Verify_MoreTokensThanTheEncoderHas_IsRefused() => AssertRefused("vision.blocks.0", tensors => tensors["vision.blocks.0"] = torch.ones(1, 900, 64));

    [Theory]
    [InlineData(3, 32, 32)]
    [InlineData(1, 3, 16, 16)]
    [InlineData(1, 1, 32, 32)]
    public void Verify_PixelsOfAnotherShape_AreRefused(params int[] shape) =>
        AssertRefused("in.pixels", tensors => tensors["in.pixels"] = torch.ones([.. shape.Select(length => (long)length)]));

    [Theory]
    [InlineData("format", "ctvlm-verify-9", "'format' must be ctvlm-verify-1")]
    [InlineData("tolerance", "-1", "'tolerance' must be a number above 0")]
    [InlineData("texts", "\"one\"", "'texts' must be a JSON array")]
    [InlineData("texts", "[null]", "'texts' must be a JSON array")]
    public void Verify_BadMetadata_IsNamed(string key, string value, string expected)
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, new Dictionary<string, torch.Tensor> { ["vision.pooled"] = torch.ones(1, 64) }, new Dictionary<string, string> { ["format"] = "ctvlm-verify-1", [key] = value });
        WeightsException error = Assert.Throws<WeightsException>(() => EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_Cancelled_LeavesNoFile()
    {
        using TemporaryFolder folder = new();
        EncoderVerificationOptions options = new() { GoldenFile = folder.File("golden.safetensors"), CancellationToken = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => EncoderVerification.Make(GoldenFiles.Path("hf-clip"), options));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Create_Images_AreExactInSixteenBitsAndDiffer()
    {
        TorchRuntime.EnsureLoaded();
        using torch.Tensor images = VerificationImages.Create(56), again = VerificationImages.Create(56);
        Assert.Equal(0, (images - again).abs().max().ToDouble());
        Assert.Equal(0, (images - images.to(torch.ScalarType.Float16).to(torch.ScalarType.Float32)).abs().max().ToDouble());
        Assert.InRange(images.abs().max().ToDouble(), 1, 2.5);
        Assert.InRange(images.std(unbiased: false).ToDouble(), 0.5, 1.5);
        Assert.True((images[0] - images[1]).abs().mean().ToDouble() > 0.5);
    }

    [Fact]
    public void Make_FileOfAnotherProducer_IsKept()
    {
        using TemporaryFolder folder = new();
        EncoderVerificationOptions options = new() { GoldenFile = folder.File("golden.safetensors") };
        ReferenceGoldens.Write(options.GoldenFile, "hf-clip");
        byte[] before = File.ReadAllBytes(options.GoldenFile);
        WeightsException error = Assert.Throws<WeightsException>(() => EncoderVerification.Make(GoldenFiles.Path("hf-clip"), options));
        Assert.Contains("transformers 5.23.0", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(options.GoldenFile));
        File.Delete(options.GoldenFile);
        EncoderVerification.Make(GoldenFiles.Path("hf-clip"), options);
        Assert.Equal(options.GoldenFile, EncoderVerification.Make(GoldenFiles.Path("hf-clip"), options));
    }

    private static void AssertRefused(string expected, Action<Dictionary<string, torch.Tensor>> change)
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder folder = new();
        string path = folder.File("golden.safetensors");
        ReferenceGoldens.Write(path, "hf-clip", change);
        WeightsException error = Assert.Throws<WeightsException>(() => EncoderVerification.Verify(GoldenFiles.Path("hf-clip"), new EncoderVerificationOptions { GoldenFile = path }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static void Tamper(string file, string tensor)
    {
        long offset;
        using (SafetensorsFile weights = SafetensorsFile.Open(file))
        {
            offset = weights.GetEntry(tensor).Offset;
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
        byte[] bytes = new byte[4];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        BitConverter.TryWriteBytes(bytes, BitConverter.ToSingle(bytes) + 1);
        stream.Position = offset;
        stream.Write(bytes);
    }
}
