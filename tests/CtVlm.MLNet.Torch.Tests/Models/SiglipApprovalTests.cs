namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The published sizes of SigLIP and MedSigLIP: every name and shape is the publisher's.</summary>
public sealed class SiglipApprovalTests
{
    private const string Tower = "\"hidden_size\": 1152, \"intermediate_size\": 4304, \"num_attention_heads\": 16, \"num_hidden_layers\": 27";

    public static TheoryData<string, string> Published => new()
    {
        { "siglip-base-patch16-224", "{\"model_type\": \"siglip\", \"text_config\": {}, \"vision_config\": {}}" },
        {
            "medsiglip-448",
            $"{{\"model_type\": \"siglip\", \"text_config\": {{{Tower}, \"projection_size\": 1152}}, \"vision_config\": {{{Tower}, \"image_size\": 448, \"patch_size\": 14}}}}"
        },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void NamedParameters_PublishedSize_AreThePublishersTensors(string approval, string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("config.json"), json);
        SiglipConfig config = SiglipConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
        ModelApprovals.AssertEqual(approval, ["logit_scale", "logit_bias"], () => new SiglipVisionModel(config), () => new SiglipTextModel(config));
    }
}
