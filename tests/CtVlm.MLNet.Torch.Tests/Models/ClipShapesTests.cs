using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class ClipShapesTests
{
    [Fact]
    public void NamedParameters_BothTowers_AreTheCheckpointsTensors()
    {
        TorchRuntime.EnsureLoaded();
        ClipConfig config = ClipConfig.Read(ConfigurationFile.Read(GoldenFiles.Path("hf-clip", "config.json")));
        using ClipVisionModel vision = new(config);
        using ClipTextModel text = new(config);
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("hf-clip", "model.safetensors"));
        string[] expected = [.. file.Entries.Where(e => e.Name != "logit_scale").Select(e => $"{e.Name} [{string.Join(", ", e.Shape)}]").Order(StringComparer.Ordinal)];
        string[] got = [.. vision.named_parameters().Concat(text.named_parameters()).Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, got);
    }

    [Fact]
    public void Read_EmptyConfiguration_HasTheDefaultsOfTransformers()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), "{\"model_type\": \"clip\"}");
        ClipConfig config = ClipConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
        Assert.Equal(
            new ClipConfig(
                512,
                new ClipVisionConfig(new ClipTowerConfig(768, 3072, 12, 12, Activation.QuickGelu, 1e-5), 224, 32),
                new ClipTextConfig(new ClipTowerConfig(512, 2048, 12, 8, Activation.QuickGelu, 1e-5), 49408, 77, 49407)),
            config);
    }
}
