namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Where the sizes of BiomedCLIP's towers come from, and what is refused.</summary>
public sealed class BiomedClipConfigTests
{
    private const string PublishedText = "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract";
    private const string GoldenVision = "vit_small_fixture_patch16_64";

    private static readonly BertConfig s_base = new(768, 3072, 12, 12, 30522, 512, 2, Activation.Gelu, 1e-12);

    [Fact]
    public void Read_FilesBesideTheWeights_ComeBeforeNamesAndShapes()
    {
        using BiomedClipFolder folder = new();
        BiomedClipConfig config = folder.ReadConfig();
        Assert.Equal((32, 64, 256, 40), (config.ProjectedWidth, config.ImageSize, config.ContextLength, config.TextProjectionWidth));
        Assert.Equal(new BertConfig(48, 120, 2, 4, 700, 512, 2, Activation.Gelu, 1e-12), config.Text);
        Assert.Equal((48, 192, 3, 3, 64, 16), (config.Vision.Width, config.Vision.InnerWidth, config.Vision.Layers, config.Vision.Heads, config.Vision.ImageSize, config.Vision.PatchSize));
        Assert.Equal((VitPooling.Token, false, 1e-6), (config.Vision.Pooling, config.Vision.HasNormAfterPooling, config.Vision.Epsilon));
    }

    [Theory]
    [InlineData(PublishedText)]
    [InlineData("microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract-fulltext")]
    [InlineData("microsoft/BiomedNLP-PubMedBERT-base-uncased-abstract")]
    [InlineData("microsoft/BiomedNLP-PubMedBERT-base-uncased-abstract-fulltext")]
    public void Read_KnownNames_NeedNoWeights(string text)
    {
        using BiomedClipFolder folder = new(hasSizes: false);
        folder.Replace(OpenClipConfigFile.FileName, GoldenVision, "vit_base_patch16_224");
        folder.Replace(OpenClipConfigFile.FileName, "\"image_size\": 64", "\"image_size\": 224");
        folder.Replace(OpenClipConfigFile.FileName, PublishedText, text);
        File.WriteAllText(folder.File("model.safetensors"), "not read");
        BiomedClipConfig config = folder.ReadConfig();
        Assert.Equal(s_base, config.Text);
        Assert.Equal(new VitConfig { Width = 768, InnerWidth = 3072, Layers = 12, Heads = 12, ImageSize = 224, PatchSize = 16 }, config.Vision);
    }

    [Fact]
    public void Read_UnknownNames_TakeTheShapesOfTheTensors()
    {
        using BiomedClipFolder folder = WithUnknownNames(width: 128, types: 2);
        BiomedClipConfig config = folder.ReadConfig();
        Assert.Equal(new BertConfig(128, 300, 2, 2, 50, 20, 2, Activation.Gelu, 1e-12), config.Text);
        Assert.Equal((128, 100, 3, 2, 64, 16), (config.Vision.Width, config.Vision.InnerWidth, config.Vision.Layers, config.Vision.Heads, config.Vision.ImageSize, config.Vision.PatchSize));
        Assert.Equal((true, 0, false, true, false, false), (config.Vision.HasClassToken, config.Vision.RegisterTokens, config.Vision.PositionsForPatchesOnly, config.Vision.HasQkvBias, config.Vision.HasLayerScale, config.Vision.IsGated));
    }

    [Theory]
    [InlineData(96, 2, "width 96 is not a multiple of 64")]
    [InlineData(128, 1, "1 token types; a multiple of 64, the usual width of a head, and 2 types expected of a BERT")]
    public void Read_ShapesThatDoNotTell_SaysWhatToAdd(int width, int types, string expected)
    {
        using BiomedClipFolder folder = WithUnknownNames(width, types);
        Assert.Contains(expected, Assert.Throws<WeightsException>(folder.ReadConfig).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"timm_proj\": \"linear\"", "\"timm_proj\": \"mlp\"", "'vision_cfg.timm_proj' must be linear, got mlp")]
    [InlineData("\"timm_pool\": \"\"", "\"timm_pool\": \"map\"", "'vision_cfg.timm_pool' must be empty")]
    [InlineData("\"hf_proj_type\": \"mlp\"", "\"hf_proj_type\": \"linear\"", "'text_cfg.hf_proj_type' must be mlp, got linear")]
    [InlineData("\"hf_proj_type\": \"mlp\"", "\"proj\": \"linear\"", "'text_cfg.proj' must be mlp, got linear")]
    [InlineData("cls_last_hidden_state_pooler", "mean_pooler", "'text_cfg.hf_pooler_type' must be cls_last_hidden_state_pooler, got mean_pooler")]
    [InlineData("\"hf_pooler_type\": \"cls_last_hidden_state_pooler\",", "", "'text_cfg.hf_pooler_type' must be cls_last_hidden_state_pooler, got mean_pooler")]
    [InlineData("\"context_length\": 256", "\"context_length\": 600", "'text_cfg.context_length' must be a whole number from 2 to 512")]
    [InlineData("\"context_length\": 256", "\"tokenizer_kwargs\": {\"strip_sep_token\": true}", "'text_cfg.tokenizer_kwargs'")]
    [InlineData("\"hf_model_name\": \"microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract\"", "\"hf_model_name\": \"xlm-roberta-base\"", "a BERT; positions of a RoBERTa")]
    [InlineData("\"image_size\": 64", "\"image_size\": 65", "'vision_cfg.image_size' must be a multiple of the patch size 16")]
    [InlineData("\"embed_dim\": 32,", "", "'model_cfg.embed_dim' must be the width of the shared space, got nothing")]
    [InlineData("\"embed_dim\": 32,", "\"embed_dim\": 32, \"init_logit_bias\": -10,", "'model_cfg.init_logit_bias'")]
    public void Read_OtherStructure_IsRefusedByName(string oldText, string newText, string expected)
    {
        using BiomedClipFolder folder = new();
        folder.Replace(OpenClipConfigFile.FileName, oldText, newText);
        WeightsException e = Assert.Throws<WeightsException>(folder.ReadConfig);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(OpenClipConfigFile.FileName, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PoolingOfOpenClip_LeavesTheNormWhereItWas()
    {
        using BiomedClipFolder folder = new();
        folder.Replace(OpenClipConfigFile.FileName, "\"timm_pool\": \"\"", "\"timm_pool\": \"avg\"");
        VitConfig vision = folder.ReadConfig().Vision;
        Assert.Equal((VitPooling.Average, false), (vision.Pooling, vision.HasNormAfterPooling));
    }

    [Fact]
    public void Hash_SizesBesideTheWeights_ArePartOfIt()
    {
        using BiomedClipFolder folder = new();
        string before = VlmEncoder.FromFolder(folder.Location).GetHash();
        folder.Replace(BiomedClipSizes.TextConfigJson, "\"num_attention_heads\": 4", "\"num_attention_heads\": 2");
        Assert.NotEqual(before, VlmEncoder.FromFolder(folder.Location).GetHash());
    }

    [Fact]
    public void FromFolder_ImageSizeThatPatchesDoNotFill_IsRefused()
    {
        using BiomedClipFolder folder = new();
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmEncoder.FromFolder(folder.Location, new VlmEncoderOptions { ImageSize = 70 }));
        Assert.Contains("multiple of the model's patch size 16", e.Message, StringComparison.Ordinal);
    }

    // Only shapes matter: the values are zeros.
    private static BiomedClipFolder WithUnknownNames(int width, int types)
    {
        BiomedClipFolder folder = new(hasSizes: false);
        folder.Replace(OpenClipConfigFile.FileName, PublishedText, "someone/other-bert");
        folder.Replace(OpenClipConfigFile.FileName, "\"context_length\": 256", "\"context_length\": 20");
        List<RewrittenWeights.Item> items = [];
        void Add(string name, params long[] shape) => items.Add(new(name, shape, new float[shape.Aggregate(1L, (a, b) => a * b)]));
        Add("visual.trunk.cls_token", 1, 1, width);
        Add("visual.trunk.pos_embed", 1, 17, width);
        Add("visual.trunk.patch_embed.proj.weight", width, 3, 16, 16);
        Add("visual.trunk.blocks.0.attn.qkv.bias", 3 * width);
        Add("visual.trunk.blocks.0.mlp.fc1.weight", 100, width);
        Add("visual.trunk.blocks.0.mlp.fc2.weight", width, 100);
        for (int i = 0; i < 3; i++)
        {
            Add($"visual.trunk.blocks.{i}.norm1.weight", width);
        }

        Add("text.transformer.embeddings.word_embeddings.weight", 50, width);
        Add("text.transformer.embeddings.position_embeddings.weight", 20, width);
        Add("text.transformer.embeddings.token_type_embeddings.weight", types, width);
        Add("text.transformer.encoder.layer.0.intermediate.dense.weight", 300, width);
        Add("text.transformer.encoder.layer.0.attention.self.query.weight", width, width);
        Add("text.transformer.encoder.layer.1.attention.self.query.weight", width, width);
        File.Delete(folder.File("model.safetensors"));
        RewrittenWeights.Write(folder.File("model.safetensors"), items);
        return folder;
    }
}
