namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a model of open_clip with a vision transformer of timm and a BERT: the structure of BiomedCLIP.</summary>
/// <param name="ProjectedWidth">Width of the space that images and texts share.</param>
/// <param name="Vision">The vision tower.</param>
/// <param name="ImageSize">Side of the input that the configuration states, pixels.</param>
/// <param name="HasProjectionBias">Whether the visual projection has a bias.</param>
/// <param name="Text">The text tower.</param>
/// <param name="ContextLength">Most tokens of a text, both ends included.</param>
internal sealed record BiomedClipConfig(int ProjectedWidth, VitConfig Vision, int ImageSize, bool HasProjectionBias, BertConfig Text, int ContextLength)
{
    private const string ClassPooler = "cls_last_hidden_state_pooler";

    private static readonly string[] s_modelRead = ["embed_dim", "vision_cfg", "text_cfg", "preprocess_cfg"];

    // quick_gelu is for open_clip's own blocks; the others are what training starts from, and how numbers are passed about.
    private static readonly string[] s_modelIgnored =
    [
        "custom_text", "quick_gelu", "init_logit_scale", "cast_dtype", "output_dict", "nonscalar_logit_scale", "pretrained_hf", "pretrained_image", "pretrained_image_path",
    ];

    private static readonly string[] s_visionRead = ["timm_model_name", "timm_pool", "timm_proj", "timm_proj_bias", "image_size"];

    private static readonly string[] s_visionIgnored = ["timm_model_pretrained", "timm_drop", "timm_drop_path", "patch_dropout"];

    private static readonly string[] s_textRead =
        ["hf_model_name", "hf_proj_type", "proj", "proj_type", "hf_pooler_type", "pooler_type", "context_length"];

    private static readonly string[] s_textIgnored = ["hf_tokenizer_name", "hf_model_pretrained"];

    /// <summary>Width inside the text projection.</summary>
    public int TextProjectionWidth => (Text.Width + ProjectedWidth) / 2;

    /// <summary>Reads the configuration of a folder; both spellings of the text tower's keys are known.</summary>
    /// <param name="file">The folder's open_clip_config.json.</param>
    /// <param name="folder">The folder: the sizes of the towers come from it, see <see cref="BiomedClipSizes"/>.</param>
    /// <remarks><b>Source:</b> mlfoundations/open_clip, src/open_clip/model.py, timm_model.py, hf_model.py (MIT).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static BiomedClipConfig Read(OpenClipConfigFile file, EncoderFolder folder)
    {
        const string advice = "The vectors would not be those of open_clip.";
        ConfigurationRules.RefuseOthers(file.Model, s_modelRead, s_modelIgnored, advice);
        ConfigurationRules.RefuseOthers(file.Vision, s_visionRead, s_visionIgnored, advice);
        ConfigurationRules.RefuseOthers(file.Text, s_textRead, s_textIgnored, advice);
        Require(file.Vision, ["timm_proj"], "linear", "linear");
        Require(file.Text, ["hf_proj_type", "proj", "proj_type"], "mlp", "mlp");
        Require(file.Text, ["hf_pooler_type", "pooler_type"], ClassPooler, "mean_pooler");
        VitConfig vision = WithPooling(file.Vision, BiomedClipSizes.ReadVision(file.Vision, folder));
        BertConfig text = BiomedClipSizes.ReadText(file.Text, folder);
        return new BiomedClipConfig(
            file.Model.Find("embed_dim") is null ? throw file.Model.Invalid("embed_dim", "the width of the shared space", "nothing") : file.Model.GetInt32("embed_dim", 0, 1, 1 << 16),
            vision,
            ReadImageSize(file.Vision, vision),
            file.Vision.GetBoolean("timm_proj_bias", false),
            text,
            file.Text.GetInt32("context_length", 77, 2, text.MaximumPositions));
    }

    /// <summary>What is known of the vision tower.</summary>
    public VisionEncoderInfo Describe(VisionPreprocessing preprocessing) => new()
    {
        ProjectedWidth = ProjectedWidth,
        HiddenWidth = Vision.Width,
        TokenCount = Vision.CountTokens(preprocessing.ImageSize),
        Preprocessing = preprocessing,
    };

    // The first key is the one that open_clip reads today, the others are what it read before.
    private static void Require(ConfigurationFile file, string[] keys, string expected, string defaultValue)
    {
        string key = keys.FirstOrDefault(k => file.Find(k) is not null) ?? keys[0];
        if (file.GetString(key, defaultValue) is string value && value != expected)
        {
            throw file.Invalid(key, expected, value.Length == 0 ? "nothing" : value);
        }
    }

    // open_clip changes how timm's model pools, but not where its norm is.
    private static VitConfig WithPooling(ConfigurationFile file, VitConfig config) => file.GetString("timm_pool", "avg") switch
    {
        "" => config,
        "token" when config.HasClassToken => config with { Pooling = VitPooling.Token, NormsAfterPooling = config.HasNormAfterPooling },
        "avg" => config with { Pooling = VitPooling.Average, NormsAfterPooling = config.HasNormAfterPooling },
        string other => throw file.Invalid("timm_pool", "empty for the model's own pooling, token where there is a class token, or avg", other),
    };

    private static int ReadImageSize(ConfigurationFile file, VitConfig vision)
    {
        int size = file.GetInt32("image_size", vision.ImageSize, vision.PatchSize, EncoderImageSize.Maximum);
        return size % vision.PatchSize == 0 ? size : throw file.Invalid("image_size", $"a multiple of the patch size {vision.PatchSize}", $"{size}");
    }
}
