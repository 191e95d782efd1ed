namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a CLIP model.</summary>
/// <param name="ProjectedWidth">Width of the space that images and texts share.</param>
/// <param name="Vision">The vision tower.</param>
/// <param name="Text">The text tower.</param>
internal sealed record ClipConfig(int ProjectedWidth, ClipVisionConfig Vision, ClipTextConfig Text)
{
    /// <summary>The model_type of configuration files.</summary>
    public const string ModelType = "clip";

    private const int MaximumWidth = 1 << 16;
    private const int MaximumLayers = 1024;

    /// <summary>Reads a transformers configuration; a field that is left out has transformers' default.</summary>
    /// <remarks>
    /// Early files repeat the towers as text_config_dict and vision_config_dict, which then win.
    /// <b>Source:</b> huggingface/transformers, src/transformers/models/clip/configuration_clip.py (Apache-2.0).
    /// </remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static ClipConfig Read(ConfigurationFile file)
    {
        ConfigurationFile vision = file.GetObjects("vision_config_dict", "vision_config");
        ConfigurationFile text = file.GetObjects("text_config_dict", "text_config");
        return new ClipConfig(file.GetInt32("projection_dim", 512, 1, MaximumWidth), ReadVision(vision), ReadText(text));
    }

    /// <summary>What is known of the vision tower.</summary>
    /// <param name="preprocessing">The pixels; their size decides the number of tokens.</param>
    public VisionEncoderInfo Describe(VisionPreprocessing preprocessing) => new()
    {
        ProjectedWidth = ProjectedWidth,
        HiddenWidth = Vision.Tower.Width,
        TokenCount = (Vision with { ImageSize = preprocessing.ImageSize }).TokenCount,
        Preprocessing = preprocessing,
    };

    private static ClipVisionConfig ReadVision(ConfigurationFile file)
    {
        _ = file.GetInt32("num_channels", ClipVisionConfig.Channels, ClipVisionConfig.Channels, ClipVisionConfig.Channels);
        int patch = file.GetInt32("patch_size", 32, 1, 1024);
        int image = file.GetInt32("image_size", 224, 1, EncoderImageSize.Maximum);
        return image % patch == 0
            ? new ClipVisionConfig(ReadTower(file, new ClipTowerConfig(768, 3072, 12, 12, Activation.QuickGelu, 1e-5)), image, patch)
            : throw file.Invalid("image_size", $"a multiple of patch_size {patch}", $"{image}");
    }

    private static ClipTextConfig ReadText(ConfigurationFile file)
    {
        int vocabulary = file.GetInt32("vocab_size", 49408, 3, 1 << 24);
        return new ClipTextConfig(
            ReadTower(file, new ClipTowerConfig(512, 2048, 12, 8, Activation.QuickGelu, 1e-5)),
            vocabulary,
            file.GetInt32("max_position_embeddings", 77, 2, 1 << 20),
            file.GetInt32("eos_token_id", vocabulary - 1, 0, vocabulary - 1));
    }

    private static ClipTowerConfig ReadTower(ConfigurationFile file, ClipTowerConfig defaults)
    {
        int width = file.GetInt32("hidden_size", defaults.Width, 1, MaximumWidth);
        int heads = file.GetInt32("num_attention_heads", defaults.Heads, 1, MaximumWidth);
        if (width % heads != 0)
        {
            throw file.Invalid("hidden_size", $"a multiple of num_attention_heads {heads}", $"{width}");
        }

        return new ClipTowerConfig(
            width,
            file.GetInt32("intermediate_size", defaults.InnerWidth, 1, MaximumWidth),
            file.GetInt32("num_hidden_layers", defaults.Layers, 1, MaximumLayers),
            heads,
            file.Find("hidden_act") is null ? defaults.Activation : Activations.Parse(file.GetString("hidden_act", ""), file.Path),
            file.GetDouble("layer_norm_eps", defaults.Epsilon));
    }
}
