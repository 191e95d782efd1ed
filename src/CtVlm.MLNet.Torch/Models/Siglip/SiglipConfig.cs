namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a SigLIP model; MedSigLIP is one of these.</summary>
/// <param name="Vision">The vision tower.</param>
/// <param name="Text">The text tower.</param>
internal sealed record SiglipConfig(SiglipVisionConfig Vision, SiglipTextConfig Text)
{
    /// <summary>The model_type of configuration files.</summary>
    public const string ModelType = "siglip";

    private const int MaximumWidth = 1 << 16;
    private const int MaximumLayers = 1024;

    // Both towers have the same defaults, and published files leave out every field that has its own.
    private static readonly ClipTowerConfig s_tower = new(768, 3072, 12, 12, Activation.GeluTanh, 1e-6);

    /// <summary>Reads a transformers configuration; a field that is left out has transformers' default.</summary>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/siglip/configuration_siglip.py (Apache-2.0).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static SiglipConfig Read(ConfigurationFile file)
    {
        ConfigurationFile text = file.GetObjects("text_config");
        SiglipConfig config = new(ReadVision(file.GetObjects("vision_config")), ReadText(text));
        return config.Text.ProjectedWidth == config.Vision.Tower.Width
            ? config
            : throw text.Invalid("projection_size", $"the vision tower's hidden_size {config.Vision.Tower.Width}, because texts and images share one space", $"{config.Text.ProjectedWidth}");
    }

    /// <summary>What is known of the vision tower.</summary>
    public VisionEncoderInfo Describe(VisionPreprocessing preprocessing) => new()
    {
        ProjectedWidth = Vision.Tower.Width,
        HiddenWidth = Vision.Tower.Width,
        TokenCount = Vision.TokenCount,
        Preprocessing = preprocessing,
    };

    private static SiglipVisionConfig ReadVision(ConfigurationFile file)
    {
        _ = file.GetInt32("num_channels", SiglipVisionConfig.Channels, SiglipVisionConfig.Channels, SiglipVisionConfig.Channels);
        if (!file.GetBoolean("vision_use_head", true))
        {
            throw file.Invalid("vision_use_head", "true: without its pooling head a SigLIP has no image embedding", "false");
        }

        int image = file.GetInt32("image_size", 224, 1, 8192);
        return new SiglipVisionConfig(ReadTower(file), image, file.GetInt32("patch_size", 16, 1, image));
    }

    private static SiglipTextConfig ReadText(ConfigurationFile file)
    {
        ClipTowerConfig tower = ReadTower(file);
        return new SiglipTextConfig(
            tower,
            file.GetInt32("vocab_size", 32000, 3, 1 << 24),
            file.GetInt32("max_position_embeddings", 64, 2, 1 << 20),
            file.GetInt32("projection_size", tower.Width, 1, MaximumWidth));
    }

    private static ClipTowerConfig ReadTower(ConfigurationFile file)
    {
        int width = file.GetInt32("hidden_size", s_tower.Width, 1, MaximumWidth);
        int heads = file.GetInt32("num_attention_heads", s_tower.Heads, 1, MaximumWidth);
        if (width % heads != 0)
        {
            throw file.Invalid("hidden_size", $"a multiple of num_attention_heads {heads}", $"{width}");
        }

        return new ClipTowerConfig(
            width,
            file.GetInt32("intermediate_size", s_tower.InnerWidth, 1, MaximumWidth),
            file.GetInt32("num_hidden_layers", s_tower.Layers, 1, MaximumLayers),
            heads,
            file.Find("hidden_act") is null ? s_tower.Activation : Activations.Parse(file.GetString("hidden_act", ""), file.Path),
            file.GetDouble("layer_norm_eps", s_tower.Epsilon));
    }
}
