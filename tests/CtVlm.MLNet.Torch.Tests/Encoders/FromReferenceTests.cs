using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The tests set an environment variable, and so run one after the other.</summary>
[Collection(nameof(FromReferenceTests))]
[CollectionDefinition(nameof(FromReferenceTests), DisableParallelization = true)]
public sealed class FromReferenceTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("CTVLM_MODELS");

    public void Dispose() => Environment.SetEnvironmentVariable("CTVLM_MODELS", _before);

    [Fact]
    public void FromReference_FolderAtItsPlace_IsFound()
    {
        EncoderReference reference = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).ToReference();
        Assert.Equal("folder", reference.Kind);
        VlmEncoder found = VlmEncoder.FromReference(reference);
        Assert.Equal(reference, found.ToReference());
    }

    [Fact]
    public void FromReference_FolderMoved_IsFoundBelowTheVariable()
    {
        EncoderReference reference;
        using (TemporaryEncoder first = new("tiny"))
        {
            reference = VlmEncoder.FromFolder(first.Path).ToReference();
        }

        using TemporaryEncoder moved = new("tiny");
        Environment.SetEnvironmentVariable("CTVLM_MODELS", moved.Root);
        Assert.Equal(moved.Path, VlmEncoder.FromReference(reference).ToReference().Location);
    }

    [Fact]
    public void FromReference_NowhereFound_ListsThePlacesTried()
    {
        Environment.SetEnvironmentVariable("CTVLM_MODELS", "/models-of-nobody");
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(new EncoderReference("folder", "gone", "/was/here/gone", new string('0', 64))));
        Assert.Contains(Path.GetFullPath("/was/here/gone") + " (no such folder)", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath("/models-of-nobody/gone"), e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Directory.GetCurrentDirectory(), "gone"), e.Message, StringComparison.Ordinal);
        Assert.Contains("CTVLM_MODELS", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_OtherWeightsThere_SaysThatTheHashDiffers()
    {
        using TemporaryEncoder encoder = new("tiny");
        EncoderReference reference = VlmEncoder.FromFolder(encoder.Path).ToReference();
        encoder.Replace("preprocessor_config.json", "0.48145466", "0.5");
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(reference));
        Assert.Contains($"another encoder: hash {reference.Hash[..12]}... expected, got ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_NameThatLeadsOut_IsNotFollowed()
    {
        Environment.SetEnvironmentVariable("CTVLM_MODELS", "/models");
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(new EncoderReference("folder", "../etc", "/was/here", new string('0', 64))));
        Assert.DoesNotContain("/models/../etc (", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc (", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_FolderWithOptions_IsFoundWithThem()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { ImageSize = 96, AdapterFolder = GoldenFiles.Path("lora", "hf-clip", "attn_all") });
        EncoderReference reference = vlm.ToReference();
        Assert.Equal(("folder-with-options", "hf-clip"), (reference.Kind, reference.Name));
        VlmEncoder found = VlmEncoder.FromReference(reference);
        Assert.Equal(reference, found.ToReference());
        Assert.Equal(96, found.Vision.Preprocessing.ImageSize);
    }

    [Fact]
    public void FromReference_FolderAndAdapterMoved_AreFoundBelowTheVariable()
    {
        EncoderReference reference;
        using (TemporaryEncoder first = new("tiny"))
        using (TemporaryAdapter adapter = new("attn_all", "bowel"))
        {
            reference = VlmEncoder.FromFolder(first.Path, new VlmEncoderOptions { AdapterFolder = adapter.Path }).ToReference();
        }

        using TemporaryEncoder moved = new("tiny");
        using TemporaryAdapter movedAdapter = new("attn_all", "bowel");
        Directory.Move(movedAdapter.Path, Path.Combine(moved.Root, "bowel"));
        Environment.SetEnvironmentVariable("CTVLM_MODELS", moved.Root);
        EncoderReference found = VlmEncoder.FromReference(reference).ToReference();
        Assert.Equal(reference.Hash, found.Hash);
        Assert.Contains(moved.Path, found.Location, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(moved.Root, "bowel"), found.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_OtherAdapterThere_SaysThatTheHashDiffers()
    {
        using TemporaryAdapter adapter = new("attn_all", "bowel");
        EncoderReference reference = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = adapter.Path }).ToReference();
        adapter.ReplaceInConfig("\"lora_alpha\": 8", "\"lora_alpha\": 9");
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(reference));
        Assert.Contains("Adapter 'bowel', which the model was fitted with, was not found", e.Message, StringComparison.Ordinal);
        Assert.Contains("another adapter: hash ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_OptionThatTheFoundFolderCannotHave_SaysWhy()
    {
        EncoderReference reference = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { ImageSize = 96 }).ToReference();
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(reference with { Location = reference.Location.Replace("96", "97", StringComparison.Ordinal) }));
        Assert.Contains("ImageSize must be a multiple", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromReference_Seed_IsMadeAgain()
    {
        VlmEncoder vlm = VlmEncoder.FromSeed(7, new ClipEncoderSize { Layers = 1, ProjectedWidth = 16 });
        VlmEncoder again = VlmEncoder.FromReference(vlm.ToReference());
        Assert.Equal(vlm.ToReference(), again.ToReference());
        Assert.Equal(16, again.Vision.ProjectedWidth);
    }

    [Theory]
    [InlineData("seed", "{", "not the JSON")]
    [InlineData("seed", "{\"Seed\":1,\"Size\":{\"Heads\":3}}", "Width must be a positive multiple of Heads 3")]
    [InlineData("seed", "{\"Seed\":1,\"Size\":{}}", "makes other weights")]
    [InlineData("cloud", "x", "known are folder, folder-with-options, seed and adapted")]
    [InlineData("folder-with-options", "{}", "no folder of the encoder")]
    [InlineData("folder-with-options", "[", "not the JSON")]
    [InlineData("folder-with-options", "{\"Folder\":\"/was/here\",\"Adapter\":{}}", "no folder of the encoder, or of its adapter")]
    [InlineData("folder", "\0", "was not found")]
    public void FromReference_Unusable_SaysWhy(string kind, string location, string expected)
    {
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromReference(new EncoderReference(kind, "any", location, new string('0', 64))));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
