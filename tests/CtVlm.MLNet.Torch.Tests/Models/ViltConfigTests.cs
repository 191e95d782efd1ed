namespace CtVlm.MLNet.Torch.Tests;

public sealed class ViltConfigTests
{
    [Fact]
    public void Read_EmptyConfiguration_HasTheDefaultsOfTransformers() => Assert.Equal(
        new ViltConfig(new BertConfig(768, 3072, 12, 12, 30522, 40, 2, Activation.Gelu, 1e-12), 384, 32, 2, true),
        Read("{\"model_type\": \"vilt\"}"));

    [Theory]
    [InlineData("{\"image_size\": 380}", "'image_size' must be a multiple of patch_size 32, got 380")]
    [InlineData("{\"max_image_length\": 100}", "'max_image_length' must be -1, all patches, because fewer would be drawn at random, got 100")]
    [InlineData("{\"num_channels\": 1}", "'num_channels' must be a whole number from 3 to 3, got 1")]
    [InlineData("{\"modality_type_vocab_size\": 1}", "'modality_type_vocab_size' must be a whole number from 2")]
    public void Read_UnsupportedValue_NamesTheKey(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static ViltConfig Read(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), json);
        return ViltConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
    }
}
