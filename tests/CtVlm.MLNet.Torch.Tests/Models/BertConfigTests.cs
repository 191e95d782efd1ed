namespace CtVlm.MLNet.Torch.Tests;

public sealed class BertConfigTests
{
    [Fact]
    public void Read_EmptyConfiguration_HasTheDefaultsOfTransformers() =>
        Assert.Equal(new BertConfig(768, 3072, 12, 12, 30522, 512, 2, Activation.Gelu, 1e-12), Read("{\"model_type\": \"bert\"}"));

    [Theory]
    [InlineData("{\"hidden_size\": 50, \"num_attention_heads\": 4}", "'hidden_size' must be a multiple of num_attention_heads 4, got 50")]
    [InlineData("{\"hidden_size\": 0}", "'hidden_size' must be a whole number")]
    [InlineData("{\"position_embedding_type\": \"relative_key\"}", "'position_embedding_type' must be absolute, got relative_key")]
    [InlineData("{\"is_decoder\": true}", "'is_decoder' must be false, got true")]
    [InlineData("{\"hidden_act\": \"swish\"}", "activation 'swish' is unknown")]
    [InlineData("{\"num_hidden_layers\": 5000}", "'num_hidden_layers' must be a whole number from 1 to 1024, got 5000")]
    public void Read_UnsupportedValue_NamesTheKey(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static BertConfig Read(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), json);
        return BertConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
    }
}
