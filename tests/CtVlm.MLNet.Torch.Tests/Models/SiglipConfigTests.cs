using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class SiglipConfigTests
{
    private static readonly ClipTowerConfig s_base = new(768, 3072, 12, 12, Activation.GeluTanh, 1e-6);

    // What google/siglip-base-patch16-224 has.
    [Fact]
    public void Read_EmptyTowers_HaveTheDefaultsOfTransformers() => Assert.Equal(
        new SiglipConfig(new SiglipVisionConfig(s_base, 224, 16), new SiglipTextConfig(s_base, 32000, 64, 768)),
        Read("{\"model_type\": \"siglip\", \"text_config\": {\"model_type\": \"siglip_text_model\"}, \"vision_config\": {\"model_type\": \"siglip_vision_model\"}}"));

    [Fact]
    public void Read_WithoutTowers_HasTheDefaultsToo() => Assert.Equal(196, Read("{\"model_type\": \"siglip\"}").Vision.TokenCount);

    [Fact]
    public void Read_ImageThatIsNoMultipleOfThePatch_CountsWholePatches() =>
        Assert.Equal(27 * 27, Read("{\"vision_config\": {\"image_size\": 384, \"patch_size\": 14}}").Vision.TokenCount);

    [Theory]
    [InlineData("{\"vision_config\": {\"vision_use_head\": false}}", "vision_use_head")]
    [InlineData("{\"vision_config\": {\"hidden_size\": 770}}", "hidden_size")]
    [InlineData("{\"vision_config\": {\"hidden_size\": 1152, \"num_attention_heads\": 16}}", "projection_size")]
    [InlineData("{\"text_config\": {\"hidden_act\": \"swish\"}}", "swish")]
    [InlineData("{\"vision_config\": {\"num_channels\": 1}}", "num_channels")]
    public void Read_ImpossibleValue_IsNamed(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void FromFolder_PreprocessorWithoutFields_HasTheDefaultsOfSiglip()
    {
        using TemporaryFolder folder = new();
        foreach (string file in (string[])["config.json", "model.safetensors"])
        {
            File.Copy(GoldenFiles.Path("hf-siglip", file), folder.File(file));
        }

        File.WriteAllText(folder.File("preprocessor_config.json"), "{}");
        VisionPreprocessing preprocessing = VlmEncoder.FromFolder(folder.Path).Vision.Preprocessing;
        Assert.Equal((56, ResizeMode.Squash, ResizeFilter.Bicubic), (preprocessing.ImageSize, preprocessing.Resize, preprocessing.Filter));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], preprocessing.Mean.Concat(preprocessing.Std));
    }

    [Fact]
    public void AcquireText_FolderWithoutTokenizer_NamesTheFilesExpected()
    {
        using TemporaryFolder folder = new();
        foreach (string file in (string[])["config.json", "model.safetensors", "preprocessor_config.json"])
        {
            File.Copy(GoldenFiles.Path("hf-siglip", file), folder.File(file));
        }

        WeightsException error = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(folder.Path).AcquireText(TorchSharp.torch.CPU));
        Assert.Contains("spiece.model, tokenizer.model or tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    private static SiglipConfig Read(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), json);
        return SiglipConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
    }
}
