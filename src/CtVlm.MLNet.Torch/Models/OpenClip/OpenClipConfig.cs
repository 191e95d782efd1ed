namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a CLIP in open_clip's own layout.</summary>
/// <param name="ProjectedWidth">Width of the space that images and texts share.</param>
/// <param name="Vision">The vision tower.</param>
/// <param name="Text">The text tower.</param>
internal sealed record OpenClipConfig(int ProjectedWidth, OpenClipVisionConfig Vision, OpenClipTextConfig Text)
{
    private const int MaximumWidth = 1 << 16;
    private const int MaximumLayers = 1024;
    private const string QuickGelu = "quick_gelu";
    private const string Advice = "This loader reads open_clip's CLIP: a plain vision transformer pooled at the class token, and a causal text transformer pooled at the end of the text.";

    private static readonly string[] s_modelRead = ["embed_dim", "vision_cfg", "text_cfg", QuickGelu];

    // What training starts from, and how numbers are passed about.
    private static readonly string[] s_modelIgnored = ["init_logit_scale", "cast_dtype", "output_dict", "nonscalar_logit_scale", "pretrained_hf", "pretrained_image", "pretrained_image_path"];

    private static readonly string[] s_towerRead = ["width", "layers", "mlp_ratio", "ls_init_value", QuickGelu, "pool_type", "pos_embed_type"];
    private static readonly string[] s_visionRead = [.. s_towerRead, "image_size", "patch_size", "head_width"];
    private static readonly string[] s_textRead = [.. s_towerRead, "context_length", "vocab_size", "heads", "pad_id", "proj_type"];

    // Of training, of an attentional pooler or a timm tower that is not there, or of what else is returned.
    private static readonly string[] s_visionIgnored =
    [
        "patch_dropout", "attn_pooler_queries", "attn_pooler_heads", "output_tokens", "timm_model_pretrained", "timm_pool", "timm_proj", "timm_proj_bias", "timm_drop", "timm_drop_path",
    ];

    private static readonly string[] s_textIgnored = ["output_tokens", "eos_id", "hf_model_pretrained", "hf_proj_type", "hf_pooler_type"];

    /// <summary>Reads a configuration; a field that is left out has open_clip's default.</summary>
    /// <remarks><b>Source:</b> mlfoundations/open_clip, src/open_clip/model.py, CLIPVisionCfg and CLIPTextCfg (MIT).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static OpenClipConfig Read(OpenClipConfigFile file)
    {
        ConfigurationRules.RefuseOthers(file.Model, s_modelRead, s_modelIgnored, Advice);
        ConfigurationRules.RefuseOthers(file.Vision, s_visionRead, s_visionIgnored, Advice);
        ConfigurationRules.RefuseOthers(file.Text, s_textRead, s_textIgnored, Advice);
        bool quick = file.Model.GetBoolean(QuickGelu, false);
        return new OpenClipConfig(file.Model.GetInt32("embed_dim", 512, 1, MaximumWidth), ReadVision(file.Vision, quick), ReadText(file.Text, quick));
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

    private static OpenClipVisionConfig ReadVision(ConfigurationFile file, bool quick)
    {
        Require(file, "pool_type", "tok");
        Require(file, "pos_embed_type", "learnable");
        int width = file.GetInt32("width", 768, 1, MaximumWidth);
        int headWidth = file.GetInt32("head_width", 64, 1, MaximumWidth);
        if (width % headWidth != 0)
        {
            throw file.Invalid("width", $"a multiple of head_width {headWidth}", $"{width}");
        }

        int patch = file.GetInt32("patch_size", 16, 1, 1024);
        int image = file.GetInt32("image_size", 224, 1, EncoderImageSize.Maximum);
        return image % patch == 0
            ? new OpenClipVisionConfig(ReadTower(file, width, width / headWidth, quick), image, patch)
            : throw file.Invalid("image_size", $"a multiple of patch_size {patch}", $"{image}");
    }

    private static OpenClipTextConfig ReadText(ConfigurationFile file, bool quick)
    {
        Require(file, "pool_type", "argmax");
        Require(file, "proj_type", "linear");
        int width = file.GetInt32("width", 512, 1, MaximumWidth);
        int heads = file.GetInt32("heads", 8, 1, MaximumWidth);
        if (width % heads != 0)
        {
            throw file.Invalid("width", $"a multiple of heads {heads}", $"{width}");
        }

        _ = file.GetInt32("pad_id", 0, 0, 0);
        return new OpenClipTextConfig(ReadTower(file, width, heads, quick), file.GetInt32("vocab_size", 49408, 3, 1 << 24), file.GetInt32("context_length", 77, 2, 1 << 20));
    }

    private static OpenClipTowerConfig ReadTower(ConfigurationFile file, int width, int heads, bool quick)
    {
        double inner = width * file.GetDouble("mlp_ratio", 4);
        if (!(inner >= 1 && inner <= MaximumWidth))
        {
            throw file.Invalid("mlp_ratio", $"a number that makes the inner width 1 to {MaximumWidth}", $"{file.GetDouble("mlp_ratio", 4)}");
        }

        return new OpenClipTowerConfig(
            width,
            (int)inner,
            file.GetInt32("layers", 12, 1, MaximumLayers),
            heads,
            file.GetBoolean(QuickGelu, quick) ? Activation.QuickGelu : Activation.Gelu,
            file.Find("ls_init_value") is not null);
    }

    private static void Require(ConfigurationFile file, string key, string expected)
    {
        if (file.GetString(key, expected) is string got && got != expected)
        {
            throw file.Invalid(key, expected, got);
        }
    }
}
