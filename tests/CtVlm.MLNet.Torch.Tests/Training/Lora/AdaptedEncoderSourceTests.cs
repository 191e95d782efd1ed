using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class AdaptedEncoderSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope;

    public AdaptedEncoderSourceTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void GetHash_OfChanges_FollowsEveryOneOfThem()
    {
        EncoderSource source = VlmEncoder.FromSeed(1).Source;
        LoraWeights lora = new(new LoraForm("m", 1, 2, false), 2, 3, [1, 2], [3, 4, 5]);
        ChangedTensor tensor = new("t", [2], [1, 2]);
        AdaptedWeights[] all =
        [
            AdaptedWeights.None, new([lora], []), new([], [tensor]), new([lora], [tensor]),
            new([lora with { Form = lora.Form with { Alpha = 3 } }], [tensor]), new([lora with { Form = lora.Form with { Module = "n" } }], [tensor]),
            new([lora with { Form = lora.Form with { IsRankStabilized = true } }], [tensor]), new([lora with { Down = [1, 3] }], [tensor]), new([lora with { Up = [3, 4, 6] }], [tensor]),
            new([lora], [tensor with { Name = "u" }]), new([lora], [tensor with { Shape = [2, 1] }]), new([lora], [tensor with { Values = [1, 3] }]),
        ];
        string[] hashes = [.. all.Select(w => new AdaptedEncoderSource(source, w).GetHash()), new AdaptedEncoderSource(VlmEncoder.FromSeed(2).Source, all[3]).GetHash()];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(source.GetHash(), hashes[0]);
        Assert.Equal(hashes[3], new AdaptedEncoderSource(source, new AdaptedWeights([lora], [tensor]), "other name", embedsBase: true).GetHash());
        Assert.Throws<ArgumentException>(() => new AdaptedWeights([lora, lora], []));
    }

    [Fact]
    public void Load_ChangesThatDoNotFit_SaysWhich()
    {
        EncoderSource source = VlmEncoder.FromSeed(1).Source;
        AdaptedEncoderSource shape = new(source, new AdaptedWeights([], [new ChangedTensor("visual_projection.weight", [2], [1, 2])]));
        Assert.Contains("'visual_projection.weight' has the shape [2], the encoder's [64, 128]", Assert.Throws<WeightsException>(() => shape.LoadVision(new ModelLoadOptions(CPU))).Message, StringComparison.Ordinal);
        AdaptedEncoderSource widths = new(source, new AdaptedWeights([new LoraWeights(new LoraForm("visual_projection", 1, 2, false), 2, 3, [1, 2], [3, 4, 5])], []));
        Assert.Contains("weight of shape [3, 2], the encoder's is [64, 128]", Assert.Throws<WeightsException>(() => widths.LoadVision(new ModelLoadOptions(CPU))).Message, StringComparison.Ordinal);
        AdaptedEncoderSource alone = new(VlmEncoder.FromFolder(GoldenFiles.Path("image-only", "timm-vit-cls")).Source, new AdaptedWeights([], [new ChangedTensor("text_projection.weight", [1], [1])]));
        Assert.Contains("no text_projection.weight", Assert.Throws<WeightsException>(() => alone.LoadVision(new ModelLoadOptions(CPU))).Message, StringComparison.Ordinal);
        AdaptedEncoderSource scale = new(source, new AdaptedWeights([], [new ChangedTensor("logit_scale", [2], [1, 2])]));
        Assert.Contains("must have one element, got 2", Assert.Throws<WeightsException>(scale.ReadSimilarity).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadVision_BFloat16_RoundsMergedWeightsOnce()
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all"));
        VlmEncoder merged = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = GoldenFiles.Path("lora", "hf-clip", "attn_all") });
        ModelLoadOptions half = new(CPU, ScalarType.BFloat16);
        using VisionTower own = (VisionTower)encoder.Source.LoadVision(half);
        using VisionTower expected = (VisionTower)merged.Source.LoadVision(half);
        Assert.All(own.Module.named_parameters().Zip(expected.Module.named_parameters()), p => Assert.True(LoraNumbers.SameBits(p.First.parameter, p.Second.parameter), p.First.name));
    }

    [Fact]
    public void ToReference_OfAFolder_NamesTheBaseWithItsHash()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        VlmEncoder adapted = vlm.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all"));
        EncoderReference reference = adapted.ToReference();
        Assert.Equal(("adapted", "hf-clip-attn_all", adapted.GetHash()), (reference.Kind, reference.Name, reference.Hash));
        Assert.Equal(vlm.ToReference(), AdaptedEncoderSource.ParseBase(reference));
        Assert.Contains("its changes are not in the model file", Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(reference)).Message, StringComparison.Ordinal);
        Assert.Contains("not the JSON", Assert.Throws<WeightsException>(() => AdaptedEncoderSource.ParseBase(reference with { Location = "{}" })).Message, StringComparison.Ordinal);
        Assert.Contains("not the JSON", Assert.Throws<WeightsException>(() => AdaptedEncoderSource.ParseBase(reference with { Location = "[" })).Message, StringComparison.Ordinal);
        AdaptedWeights weights = ((AdaptedEncoderSource)adapted.Source).Weights;
        Assert.Equal(reference, VlmEncoder.FromChanges(reference, weights, vlm.Source, embedsBase: false).ToReference());
        Assert.Contains("not those that were saved", Assert.Throws<WeightsException>(() => VlmEncoder.FromChanges(reference, AdaptedWeights.None, vlm.Source, embedsBase: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithEmbeddedWeights_Any_KeepsNameHashAndVectors()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        VlmEncoder embedded = vlm.WithEmbeddedWeights();
        Assert.Equal((vlm.Name, vlm.GetHash(), vlm.GetSimilarity()), (embedded.Name, embedded.GetHash(), embedded.GetSimilarity()));
        using EncoderLease<IVisionEncoder> expected = vlm.AcquireVision(CPU);
        using EncoderLease<IVisionEncoder> got = embedded.AcquireVision(CPU);
        Tensor pixels = LoraNumbers.Random([1, 3, 64, 64], 1);
        Assert.True(LoraNumbers.SameBits(expected.Encoder.Encode(pixels, EmbeddingPoint.Projected), got.Encoder.Encode(pixels, EmbeddingPoint.Projected)));
        VlmEncoder adapted = vlm.WithAdapter(GoldenFiles.Path("lora", "hf-clip", "attn_all"));
        Assert.Equal(adapted.GetHash(), adapted.WithEmbeddedWeights().GetHash());
        Assert.True(((AdaptedEncoderSource)adapted.WithEmbeddedWeights().Source).EmbedsBase);
    }

    [Theory]
    [InlineData("hf-clip", null)]
    [InlineData("hf-clip", "attn_all")]
    [InlineData("biomedclip", null)]
    [InlineData("biomedclip", "rslora_mlp")]
    [InlineData("open_clip-native", null)]
    [InlineData("hf-siglip", null)]
    [InlineData("hf-vilt", null)]
    [InlineData("image-only/hf-dinov2", null)]
    [InlineData("image-only/timm-vit-cls", null)]
    public void CopyFiles_OfAFolder_IsTheSameEncoder(string folder, string? adapter)
    {
        VlmEncoderOptions options = new() { AdapterFolder = adapter is null ? null : GoldenFiles.Path("lora", folder, adapter) };
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path(folder.Split('/')), options);
        string copy = Directory.CreateDirectory(_folder.File(vlm.Name)).FullName;
        Assert.True(vlm.Source.CopyFiles(copy));
        FolderEncoderSource source = EncoderFinder.OpenCopy(vlm.ToReference(), copy);
        Assert.Equal((vlm.GetHash(), vlm.Name), (source.GetHash(), source.Name));
        using IVisionEncoder tower = source.LoadVision(new ModelLoadOptions(CPU));
        if (vlm.TextWidth is not null)
        {
            using ITextEncoder text = source.LoadText(new ModelLoadOptions(CPU));
        }

        File.WriteAllText(Directory.GetFiles(copy, "*config.json")[0], "{ }");
        Assert.Throws<WeightsException>(() => EncoderFinder.OpenCopy(vlm.ToReference(), copy));
    }

    [Fact]
    public void CopyFiles_OfAPickle_WritesSafetensors()
    {
        using BiomedClipFolder pickle = new("open_clip_pytorch_model.bin");
        VlmEncoder vlm = VlmEncoder.FromFolder(pickle.Location);
        string copy = Directory.CreateDirectory(_folder.File("copy")).FullName;
        vlm.Source.CopyFiles(copy);
        Assert.True(File.Exists(Path.Combine(copy, "open_clip_model.safetensors")));
        Assert.Equal(vlm.GetHash(), EncoderFinder.OpenCopy(vlm.ToReference(), copy).GetHash());
    }
}
