using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What timm's configurations say of sizes and pixels, and what is refused.</summary>
public sealed class VitConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("vit_tiny_patch16_224", 192, 12, 3, 224, 16)]
    [InlineData("vit_small_patch8_224.dino", 384, 12, 6, 224, 8)]
    [InlineData("vit_base_patch16_384.augreg_in21k_ft_in1k", 768, 12, 12, 384, 16)]
    [InlineData("deit_base_patch16_224", 768, 12, 12, 224, 16)]
    [InlineData("vit_large_patch14_clip_336", 1024, 24, 16, 336, 14)]
    [InlineData("vit_huge_patch14_224_in21k", 1280, 32, 16, 224, 14)]
    [InlineData("vit_small_patch14_dinov2.lvd142m", 384, 12, 6, 518, 14)]
    public void Find_KnownName_HasItsSizes(string name, int width, int layers, int heads, int image, int patch)
    {
        VitConfig config = VitArchitectures.Find(name)!;
        Assert.Equal((width, 4 * width, layers, heads, image, patch), (config.Width, config.InnerWidth, config.Layers, config.Heads, config.ImageSize, config.PatchSize));
    }

    [Fact]
    public void Find_PartsOfAName_AreFollowed()
    {
        Assert.Equal(
            new VitConfig { Width = 768, InnerWidth = 3072, Layers = 12, Heads = 12, ImageSize = 518, PatchSize = 14, RegisterTokens = 4, PositionsForPatchesOnly = true, HasLayerScale = true },
            VitArchitectures.Find("vit_base_patch14_reg4_dinov2"));
        Assert.Equal(
            new VitConfig { Width = 768, InnerWidth = 3072, Layers = 12, Heads = 12, ImageSize = 224, PatchSize = 32, HasPreNorm = true, Epsilon = 1e-5, Activation = Activation.QuickGelu },
            VitArchitectures.Find("vit_base_patch32_clip_quickgelu_224"));
        Assert.Equal(
            new VitConfig { Width = 1536, InnerWidth = 8192, Layers = 40, Heads = 24, ImageSize = 518, PatchSize = 14, HasLayerScale = true, IsGated = true },
            VitArchitectures.Find("vit_giant_patch14_dinov2"));
    }

    [Theory]
    [InlineData("vit_base_patch16_siglip_224")]
    [InlineData("vit_base_patch16_rope_224")]
    [InlineData("vit_small_fixture_patch16_64")]
    [InlineData("resnet50")]
    [InlineData("")]
    public void Find_UnknownName_IsNull(string name) => Assert.Null(VitArchitectures.Find(name));

    [Theory]
    [InlineData("timm-vit-cls", VitPooling.Token, 0, false, false, false)]
    [InlineData("timm-vit-avg", VitPooling.Average, 0, false, false, true)]
    [InlineData("timm-dinov2-reg4", VitPooling.Token, 4, true, true, false)]
    public void Read_GoldenFolderWithAnUnknownName_TakesShapesAndArguments(string golden, object pooling, int registers, bool patchesOnly, bool scales, bool normsAfter)
    {
        string source = GoldenFiles.Path("image-only", golden);
        VitConfig stated = VitConfigFile.Read(ConfigurationFile.Read(Path.Combine(source, "config.json")), source);
        File.Copy(Path.Combine(source, "model.safetensors"), _folder.File("model.safetensors"));
        VitConfig seen = Read($"{{\"architecture\": \"my_own\", \"global_pool\": \"{(pooling is VitPooling.Average ? "avg" : "token")}\", \"model_args\": {{\"num_heads\": 2}}}}");
        Assert.Equal(stated with { NormsAfterPooling = stated.HasNormAfterPooling }, seen);
        Assert.Equal((pooling, registers, patchesOnly, scales, normsAfter), (seen.Pooling, seen.RegisterTokens, seen.PositionsForPatchesOnly, seen.HasLayerScale, seen.HasNormAfterPooling));
    }

    [Fact]
    public void Read_UnknownNameAndNarrowHeads_AsksForTheirNumber()
    {
        File.Copy(GoldenFiles.Path("image-only", "timm-vit-cls", "model.safetensors"), _folder.File("model.safetensors"));
        WeightsException e = Assert.Throws<WeightsException>(() => Read("{\"architecture\": \"my_own\"}"));
        Assert.Contains("num_heads", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Arguments_ComeBeforeTheName()
    {
        VitConfig config = Read("""
            {"architecture": "vit_large_patch16_224", "model_args": {"init_values": 1.0, "num_classes": 0, "dynamic_img_size": true, "mlp_ratio": 5.34375,
              "mlp_layer": "timm.layers.SwiGLUPacked", "act_layer": "torch.nn.SiLU", "reg_tokens": 8, "no_embed_class": true, "patch_size": 14, "img_size": [224, 224], "qkv_bias": false}}
            """);
        Assert.Equal(
            new VitConfig
            {
                Width = 1024,
                InnerWidth = 5472,
                Layers = 24,
                Heads = 16,
                ImageSize = 224,
                PatchSize = 14,
                RegisterTokens = 8,
                PositionsForPatchesOnly = true,
                HasLayerScale = true,
                HasQkvBias = false,
                IsGated = true,
            },
            config);
    }

    [Theory]
    [InlineData("\"global_pool\": \"map\"", "'global_pool' must be token or avg, got map")]
    [InlineData("\"model_args\": {\"global_pool\": \"max\"}", "'model_args.global_pool' must be token or avg, got max")]
    [InlineData("\"model_args\": {\"qk_norm\": true}", "'model_args.qk_norm' must be false")]
    [InlineData("\"model_args\": {\"pos_embed\": \"none\"}", "'model_args.pos_embed' must be \"learn\"")]
    [InlineData("\"model_args\": {\"block_fn\": \"Parallel\"}", "'model_args.block_fn' must be absent")]
    [InlineData("\"model_args\": {\"act_layer\": \"relu\"}", "'model_args.act_layer' must be gelu")]
    [InlineData("\"model_args\": {\"mlp_layer\": \"GluMlp\"}", "'model_args.mlp_layer' must be Mlp or SwiGLUPacked")]
    [InlineData("\"model_args\": {\"in_chans\": 1}", "'model_args.in_chans' must be a whole number from 3 to 3")]
    [InlineData("\"model_args\": {\"num_heads\": 7}", "'model_args.embed_dim' must be a multiple of num_heads 7")]
    [InlineData("\"model_args\": {\"img_size\": 225}", "'model_args.img_size' must be a multiple of patch_size 16")]
    [InlineData("\"model_args\": {\"img_size\": [224, 240]}", "'model_args.img_size' must be a number from 1 to 8192, or two equal ones")]
    [InlineData("\"model_args\": {\"class_token\": false}", "'global_pool' must be avg where there is no class token")]
    [InlineData("\"model_args\": {\"mlp_ratio\": 1e9}", "'model_args.mlp_ratio'")]
    [InlineData("\"model_args\": {\"mlp_layer\": \"SwiGLUPacked\", \"mlp_ratio\": 1.0013021}", "even inner width")]
    [InlineData("\"pretrained_cfg\": {\"input_size\": [3, 224, 256]}", "'pretrained_cfg.input_size' must be three channels and two equal sides")]
    public void Read_Unsupported_IsRefusedByName(string entries, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read($"{{\"architecture\": \"vit_base_patch16_224\", {entries}}}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"crop_pct\": 0.9, \"interpolation\": \"bicubic\", \"crop_mode\": \"center\"", 248, ResizeMode.ShortestSideThenCrop, ResizeFilter.Bicubic)]
    [InlineData("\"crop_pct\": 1.0, \"interpolation\": \"bilinear\"", null, ResizeMode.ShortestSideThenCrop, ResizeFilter.Bilinear)]
    [InlineData("\"crop_pct\": 0.95, \"crop_mode\": \"squash\"", 235, ResizeMode.Squash, ResizeFilter.Bicubic)]
    [InlineData("\"tag\": \"x\"", 256, ResizeMode.ShortestSideThenCrop, ResizeFilter.Bicubic)]
    public void ReadPreprocessing_PretrainedConfiguration_IsFollowed(string entries, int? resized, ResizeMode mode, ResizeFilter filter)
    {
        VisionPreprocessing pixels = ReadPixels($"{{\"pretrained_cfg\": {{\"mean\": [0.1, 0.2, 0.3], \"std\": [0.4, 0.5, 0.6], {entries}}}}}");
        Assert.Equal((224, resized, mode, filter, CropRounding.HalfToEven), (pixels.ImageSize, pixels.ResizeSize, pixels.Resize, pixels.Filter, pixels.CropRounding));
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], [.. pixels.Mean, .. pixels.Std]);
    }

    [Fact]
    public void ReadPreprocessing_OldestForm_HasTheFieldsAtTheRoot()
    {
        VisionPreprocessing pixels = ReadPixels("""{"input_size": [3, 224, 224], "crop_pct": 0.9, "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}""");
        Assert.Equal((248, 0.5f), (pixels.ResizeSize, pixels.Mean[0]));
    }

    [Theory]
    [InlineData("vit_base_patch16_224", 248, 0.5f)]
    [InlineData("vit_base_patch14_dinov2", null, 0.485f)]
    public void ReadPreprocessing_NoneStated_IsTheArchitecturesOwn(string architecture, int? resized, float mean)
    {
        VisionPreprocessing pixels = ReadPixels("{}", architecture);
        Assert.Equal((resized, mean), (pixels.ResizeSize, pixels.Mean[0]));
    }

    [Theory]
    [InlineData("\"crop_mode\": \"border\"", "'pretrained_cfg.crop_mode' must be center or squash, got border")]
    [InlineData("\"interpolation\": \"random\"", "'pretrained_cfg.interpolation' must be bicubic or bilinear, got random")]
    [InlineData("\"crop_pct\": 1.2", "'pretrained_cfg.crop_pct' must be 0.1 to 1")]
    [InlineData("\"std\": [0, 1, 1]", "'pretrained_cfg.std' must be three numbers above 0")]
    public void ReadPreprocessing_Unsupported_IsRefusedByName(string entries, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => ReadPixels($"{{\"pretrained_cfg\": {{{entries}}}}}")).Message, StringComparison.Ordinal);

    private VitConfig Read(string json)
    {
        File.WriteAllText(_folder.File("config.json"), json);
        return VitConfigFile.Read(ConfigurationFile.Read(_folder.File("config.json")), _folder.Path);
    }

    private VisionPreprocessing ReadPixels(string json, string architecture = "vit_base_patch16_224")
    {
        File.WriteAllText(_folder.File("config.json"), json);
        return TimmPreprocessing.Read(ConfigurationFile.Read(_folder.File("config.json")), architecture, 224);
    }
}
