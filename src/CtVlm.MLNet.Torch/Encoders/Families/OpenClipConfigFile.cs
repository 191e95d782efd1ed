using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>open_clip_config.json: what a folder of open_clip says of its model and of its pixels.</summary>
/// <remarks><b>Source:</b> mlfoundations/open_clip, src/open_clip/factory.py (MIT).</remarks>
internal sealed class OpenClipConfigFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "open_clip_config.json";

    private const string ModelKey = "model_cfg";
    private const string VisionKey = "vision_cfg";
    private const string TextKey = "text_cfg";
    private const string PreprocessKey = "preprocess_cfg";

    private OpenClipConfigFile(ConfigurationFile model, ConfigurationFile preprocess)
    {
        Model = model;
        Vision = model.GetObjects(VisionKey);
        Text = model.GetObjects(TextKey);
        Preprocess = preprocess;
    }

    /// <summary>The model: embed_dim, quick_gelu and the towers.</summary>
    public ConfigurationFile Model { get; }

    /// <summary>The vision tower.</summary>
    public ConfigurationFile Vision { get; }

    /// <summary>The text tower.</summary>
    public ConfigurationFile Text { get; }

    /// <summary>The pixels; empty where the file leaves them out.</summary>
    public ConfigurationFile Preprocess { get; }

    /// <summary>Whether the vision tower is one of timm's, as in BiomedCLIP.</summary>
    public bool HasTimmVision => Vision.GetString("timm_model_name", "").Length > 0;

    /// <summary>
    /// Whether a folder holds weights for this file and none for a config.json beside it. Folders of the hub have both layouts, and a
    /// download may be of one alone.
    /// </summary>
    public static bool HasOwnWeightsAlone(EncoderFolder folder) => folder.Has(FileName) && CheckpointFiles.OpenClip.Any(folder.Has) && !CheckpointFiles.Common.Any(folder.Has);

    /// <summary>Reads a file: the model is under "model_cfg", or is the file itself as in open_clip's own model_configs.</summary>
    /// <exception cref="WeightsException">It is not such a file.</exception>
    public static OpenClipConfigFile Read(string path)
    {
        ConfigurationFile root = ConfigurationFile.Read(path);
        ConfigurationFile model = root;
        if (root.Find(ModelKey) is not null)
        {
            CheckObject(root, ModelKey);
            model = root.GetObjects(ModelKey);
        }

        CheckObject(model, VisionKey);
        CheckObject(model, TextKey);
        if (root.Find(PreprocessKey) is not null)
        {
            CheckObject(root, PreprocessKey);
        }

        return new OpenClipConfigFile(model, root.GetObjects(PreprocessKey));
    }

    private static void CheckObject(ConfigurationFile file, string key)
    {
        JsonElement? value = file.Find(key);
        if (value is not { ValueKind: JsonValueKind.Object })
        {
            throw file.Invalid(key, "an object", value?.GetRawText() ?? "nothing");
        }
    }
}
