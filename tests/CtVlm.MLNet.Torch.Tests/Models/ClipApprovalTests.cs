namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The published sizes of CLIP in the transformers layout: every name and shape is the publisher's.</summary>
public sealed class ClipApprovalTests
{
    private const string Base = """
        {"model_type": "clip", "projection_dim": 512, "text_config": {"eos_token_id": 2}, "vision_config": {"patch_size": PATCH}}
        """;

    private const string Large = """
        {
          "model_type": "clip", "projection_dim": 768,
          "text_config": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12, "eos_token_id": 2},
          "vision_config": {"hidden_size": 1024, "intermediate_size": 4096, "num_attention_heads": 16, "num_hidden_layers": 24, "patch_size": PATCH}
        }
        """;

    public static TheoryData<string, string> Published => new()
    {
        { "clip-vit-b-32", Base.Replace("PATCH", "32", StringComparison.Ordinal) },
        { "clip-vit-b-16", Base.Replace("PATCH", "16", StringComparison.Ordinal) },
        { "clip-vit-l-14", Large.Replace("PATCH", "14", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void NamedParameters_PublishedSize_AreThePublishersTensors(string approval, string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), json);
        ClipConfig config = ClipConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
        ModelApprovals.AssertEqual(approval, ["logit_scale"], () => new ClipVisionModel(config), () => new ClipTextModel(config));
    }
}
