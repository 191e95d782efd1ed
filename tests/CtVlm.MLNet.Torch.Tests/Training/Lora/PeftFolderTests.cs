using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Adapters of PEFT 0.21 read as branches that train, and adapters written as PEFT writes them.</summary>
public sealed class PeftFolderTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope;

    public PeftFolderTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public static TheoryData<string, string> Adapters => LoraGoldenTests.Adapters;

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void WithAdapter_Attached_ComputesWhatPeftDoesActiveAndMerged(string folder, string name)
    {
        using AdaptableEncoder encoder = Attach(folder, GoldenFiles.Path("lora", folder, name));
        using GoldenTensors inputs = new(folder, "cases.safetensors");
        using GoldenTensors golden = new("lora", folder, name, "cases.safetensors");
        using IDisposable noGrad = no_grad();
        Check("active");
        encoder.Merge();
        Check("merged");
        string merged = Assert.Single(golden.Names, n => n.StartsWith("merged_weight.", StringComparison.Ordinal));
        string tensor = merged["merged_weight.".Length..];
        golden.AssertClose(merged, encoder.Vision.Module.named_parameters().First(p => p.name == tensor).parameter, 1e-6);

        void Check(string state)
        {
            Tensor images = encoder.Vision.Encode(inputs.Read("in.pixel_values"), EmbeddingPoint.Projected);
            Tensor texts = encoder.Text!.Encode(GoldenTexts.Read(folder));
            golden.AssertClose($"{state}.image", images, Tolerance);
            golden.AssertClose($"{state}.text", texts, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void SaveAdapter_OfAPeftAdapter_WritesWhatPeftWrote(string folder, string name)
    {
        string peft = GoldenFiles.Path("lora", folder, name);
        VlmEncoder.FromFolder(GoldenFiles.Path(folder)).WithAdapter(peft).SaveAdapter(_folder.File("own"));
        using SafetensorsFile expected = SafetensorsFile.Open(Path.Combine(peft, LoraAdapter.WeightsFile));
        using SafetensorsFile got = SafetensorsFile.Open(Path.Combine(_folder.File("own"), LoraAdapter.WeightsFile));
        Assert.Equal(expected.Entries.Select(e => e.Name).Order(StringComparer.Ordinal), got.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(expected.Entries, e => Assert.True(expected.GetBytes(e).SequenceEqual(got.GetBytes(got.GetEntry(e.Name))), e.Name));
        Assert.All(expected.Entries, e => Assert.Equal(e.Shape, got.GetEntry(e.Name).Shape));
        Assert.Equal(expected.Metadata, got.Metadata);
        AssertSameConfiguration(Path.Combine(peft, LoraAdapter.ConfigFile), Path.Combine(_folder.File("own"), LoraAdapter.ConfigFile));

        // What differs in words says the same: the loader checks the tensors against it.
        Assert.Equal(
            VlmEncoder.FromFolder(GoldenFiles.Path(folder)).WithAdapter(peft).GetHash(),
            VlmEncoder.FromFolder(GoldenFiles.Path(folder)).WithAdapter(_folder.File("own")).GetHash());
    }

    [Theory]
    [InlineData("hf-clip", "v8b2_t4b1a6")]
    [InlineData("hf-clip", "v8b2a3_t4b1_rs@q_proj,fc1")]
    [InlineData("hf-clip", "t4b1_d0.25")]
    [InlineData("biomedclip", "v8b2_t4b1")]
    [InlineData("biomedclip", "v3b1_t5b2@qkv,dense")]
    [InlineData("open_clip-native", "v8b1_t2b2@out_proj,c_fc")]
    [InlineData("open_clip-native", "t2b2@out_proj")]
    public void SaveAdapter_OfRandomNumbers_EmbedsInFromFolderAsTheAttachedTowersDid(string folder, string preset)
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path(folder));
        using AdaptableEncoder trained = AdaptableEncoder.Load(vlm, TrainableParts.Adapters(LoraOptions.Parse(preset)), 4, new ModelLoadOptions(CPU));
        LoraNumbers.FillUps(trained, 0.02);
        using IDisposable noGrad = no_grad();
        using GoldenTensors inputs = new(folder, "cases.safetensors");
        Tensor pixels = inputs.Read("in.pixel_values");
        string[] texts = [.. GoldenTexts.Read(folder).Take(3)];
        using EncoderLease<IVisionEncoder> plain = vlm.AcquireVision(CPU);
        using EncoderLease<ITextEncoder> plainText = vlm.AcquireText(CPU);
        (Tensor images, Tensor sentences) = (trained.Vision.Encode(pixels, EmbeddingPoint.Projected), trained.Text!.Encode(texts));
        trained.ToEncoder().SaveAdapter(_folder.File("adapter"));

        VlmEncoder loaded = VlmEncoder.FromFolder(GoldenFiles.Path(folder), new VlmEncoderOptions { AdapterFolder = _folder.File("adapter") });
        using EncoderLease<IVisionEncoder> vision = loaded.AcquireVision(CPU);
        using EncoderLease<ITextEncoder> text = loaded.AcquireText(CPU);
        LoraNumbers.AssertClose(images, vision.Encoder.Encode(pixels, EmbeddingPoint.Projected), 1e-5);
        LoraNumbers.AssertClose(sentences, text.Encoder.Encode(texts), 1e-5);
        double change = Math.Max((images - plain.Encoder.Encode(pixels, EmbeddingPoint.Projected)).abs().max().ToDouble(), (sentences - plainText.Encoder.Encode(texts)).abs().max().ToDouble());
        Assert.True(change > 1e-2, $"The adapter changes vectors by {change} only.");

        // The same weights as merged in place, to the bit.
        trained.Merge();
        Assert.True(LoraNumbers.SameBits(trained.Vision.Encode(pixels, EmbeddingPoint.Projected), vision.Encoder.Encode(pixels, EmbeddingPoint.Projected)));
        Assert.True(LoraNumbers.SameBits(trained.Text.Encode(texts), text.Encoder.Encode(texts)));
        Assert.Equal(trained.ToEncoder().GetHash(), vlm.WithAdapter(_folder.File("adapter")).GetHash());
    }

    [Fact]
    public void WithAdapter_StartOfATraining_HasZeroesForB()
    {
        using AdaptableEncoder encoder = Attach("hf-clip", GoldenFiles.Path("train", "lora-init"));
        Assert.Equal(20, encoder.Branches.Count);
        Assert.All(encoder.Branches, b => Assert.Equal(0, b.Up.abs().max().ToDouble()));
        Assert.All(encoder.Branches, b => Assert.InRange(b.Down.abs().max().ToDouble(), 0.1, 1));
        Assert.All(encoder.Branches, b => Assert.Equal(2, b.Form.Scaling));
    }

    [Fact]
    public void SaveAdapter_TrainedScale_ComesBackByBothWays()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        using AdaptableEncoder trained = AdaptableEncoder.Load(vlm, TrainableParts.Adapters(LoraOptions.Parse("v2b1")), 4, new ModelLoadOptions(CPU));
        trained.ToEncoder().SaveAdapter(_folder.File("plain"));
        trained.ToEncoder(null, ChangedTensor.Scalar("logit_scale", 1.25f)).SaveAdapter(_folder.File("scaled"));
        VlmEncoder plain = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = _folder.File("plain") });
        VlmEncoder scaled = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = _folder.File("scaled") });
        Assert.Equal(vlm.GetSimilarity(), plain.GetSimilarity());
        Assert.Equal(Math.Exp(1.25), scaled.GetSimilarity().Scale, 1e-12);
        Assert.NotEqual(plain.GetHash(), scaled.GetHash());
        Assert.Equal(Math.Exp(1.25), vlm.WithAdapter(_folder.File("scaled")).GetSimilarity().Scale, 1e-12);
    }

    [Fact]
    public void SaveAdapter_FolderWithAnAdapter_ReplacesIt()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        vlm.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all")).SaveAdapter(_folder.File("adapter"));
        VlmEncoder other = vlm.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "rslora_qv"));
        other.SaveAdapter(_folder.File("adapter"));
        Assert.Equal(other.GetHash(), vlm.WithAdapter(_folder.File("adapter")).GetHash());
        Assert.Equal(["adapter"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void SaveAdapter_WhatCannotBeHeld_IsRefusedAndLeavesNothing()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        Assert.Contains("has no adapter in memory", Assert.Throws<InvalidOperationException>(() => vlm.SaveAdapter(_folder.File("a"))).Message, StringComparison.Ordinal);
        using AdaptableEncoder mixed = AdaptableEncoder.Load(vlm, new TrainableParts { Lora = LoraOptions.Parse("v2b1"), Text = TowerTraining.Projection }, 4, new ModelLoadOptions(CPU));
        Assert.Contains("1 other tensors are changed too, which PEFT's format cannot hold: text_projection.weight", Assert.Throws<InvalidOperationException>(() => mixed.ToEncoder().SaveAdapter(_folder.File("a"))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("a"));
        File.WriteAllText(Path.Combine(_folder.File("a"), "thesis.txt"), "do not lose me");
        IOException e = Assert.Throws<IOException>(() => vlm.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all")).SaveAdapter(_folder.File("a")));
        Assert.Contains("found thesis.txt", e.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(_folder.File("a")).Select(Path.GetFileName));
        Assert.Equal(["a"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void WithAdapter_OfAnotherModel_NamesTheModules()
    {
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromSeed(1).WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all")));
        Assert.Contains("4 not as its configuration says: text_model.encoder.layers.2.self_attn.k_proj (a target without tensors)", e.Message, StringComparison.Ordinal);
        Assert.Contains("clip-seed-1", e.Message, StringComparison.Ordinal);
    }

    private static AdaptableEncoder Attach(string folder, string adapter) =>
        AdaptableEncoder.Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder)).WithAdapter(adapter), TrainableParts.CarriedAdapters(), 1, new ModelLoadOptions(CPU));

    // Keys in the same order, and equal values but for those in which PEFT has several words for one thing, or names its own classes.
    private static void AssertSameConfiguration(string expectedPath, string gotPath)
    {
        string[] own = ["auto_mapping", "base_model_name_or_path", "target_modules", "rank_pattern", "alpha_pattern", "r", "lora_alpha", "layers_to_transform", "layers_pattern"];
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(expectedPath));
        using JsonDocument got = JsonDocument.Parse(File.ReadAllBytes(gotPath));
        Assert.Equal(expected.RootElement.EnumerateObject().Select(p => p.Name), got.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.All(expected.RootElement.EnumerateObject().Where(p => !own.Contains(p.Name)), p => Assert.Equal((p.Name, p.Value.GetRawText()), (p.Name, got.RootElement.GetProperty(p.Name).GetRawText())));
    }
}
