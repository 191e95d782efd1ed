namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The published sizes of vision transformers and of BiomedCLIP: every name and shape is the publisher's.</summary>
public sealed class VitApprovalTests
{
    private const string BiomedClip = """
        {
          "model_cfg": {
            "embed_dim": 512,
            "vision_cfg": {"timm_model_name": "vit_base_patch16_224", "timm_model_pretrained": false, "timm_pool": "", "timm_proj": "linear", "image_size": 224},
            "text_cfg": {
              "hf_model_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
              "hf_tokenizer_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
              "hf_proj_type": "mlp", "hf_pooler_type": "cls_last_hidden_state_pooler", "context_length": 256
            }
          },
          "preprocess_cfg": {"mean": [0.48145466, 0.4578275, 0.40821073], "std": [0.26862954, 0.26130258, 0.27577711]}
        }
        """;

    private const string GiantDinov2 = """
        {"model_type": "dinov2", "hidden_size": 1536, "num_hidden_layers": 40, "num_attention_heads": 24, "mlp_ratio": 4, "image_size": 518, "patch_size": 14, "use_swiglu_ffn": true}
        """;

    [Fact]
    public void NamedParameters_BiomedClip_AreThePublishersTensors()
    {
        using TemporaryFolder folder = Write(OpenClipConfigFile.FileName, BiomedClip);
        BiomedClipConfig config = BiomedClipConfig.Read(OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName)), EncoderFolder.Find(folder.Path));
        ModelApprovals.AssertEqual("biomedclip", ["logit_scale"], () => new BiomedClipVisionModel(config), () => new BiomedClipTextModel(config));
    }

    [Theory]
    [InlineData("timm-vit-b-16", "vit_base_patch16_224", "head.weight,head.bias")]
    [InlineData("timm-dinov2-reg4-g-14", "vit_giant_patch14_reg4_dinov2", "")]
    public void NamedParameters_TimmArchitecture_AreThePublishersTensors(string approval, string architecture, string unused)
    {
        VitConfig config = VitArchitectures.Find(architecture)!;
        ModelApprovals.AssertEqual(approval, unused.Split(','), () => new VitModel(config));
    }

    [Fact]
    public void NamedParameters_HfVit_AreThePublishersTensors()
    {
        using TemporaryFolder folder = Write("config.json", "{\"model_type\": \"vit\"}");
        HfVitConfig config = HfVitConfig.Read(ConfigurationFile.Read(folder.File("config.json")));
        ModelApprovals.AssertEqual("hf-vit-b-16", ["classifier.weight", "classifier.bias"], () => new PrefixedVisionModel("vit", new HfVitModel(config, hasPooler: false)));
    }

    [Fact]
    public void NamedParameters_HfDinov2_AreThePublishersTensors()
    {
        using TemporaryFolder folder = Write("config.json", GiantDinov2);
        Dinov2Config config = Dinov2Config.Read(ConfigurationFile.Read(folder.File("config.json")));
        ModelApprovals.AssertEqual("hf-dinov2-g-14", ["embeddings.mask_token"], () => new Dinov2Model(config));
    }

    private static TemporaryFolder Write(string name, string json)
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder.File(name), json);
        return folder;
    }
}
