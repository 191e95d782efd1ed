using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using CtVlm.MLNet.Torch;
using TorchSharp;
using TorchSharp.Modules;

namespace TrainDemonstration;

/// <summary>Writes an encoder as a folder in the Hugging Face layout of CLIP.</summary>
internal static class EncoderFolderWriter
{
    private const float Middle = 0.5f;
    private const int PillowBicubic = 3;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What happens to pixels: resized to the picture's size, then from 0..1 to -1..1.</summary>
    public static VisionPreprocessing Preprocessing { get; } = new(PatchGrid.PictureSize, [Middle, Middle, Middle], [Middle, Middle, Middle]);

    /// <summary>Writes the tokenizer's files.</summary>
    public static void WriteTokenizer(string folder, Vocabulary vocabulary)
    {
        Directory.CreateDirectory(folder);
        WriteJson(folder, "vocab.json", vocabulary.ToIds());
        File.WriteAllText(Path.Combine(folder, "merges.txt"), $"#version: 0.2\n{string.Join('\n', vocabulary.Merges)}\n");
        WriteJson(folder, "tokenizer_config.json", new Dictionary<string, object>
        {
            ["tokenizer_class"] = "CLIPTokenizer",
            ["model_max_length"] = DemonstrationConfig.TextPositions,
            ["do_lower_case"] = true,
            ["bos_token"] = Vocabulary.Start,
            ["eos_token"] = Vocabulary.End,
            ["unk_token"] = Vocabulary.End,
            ["pad_token"] = Vocabulary.End,
        });
        WriteJson(folder, "special_tokens_map.json", new Dictionary<string, object>
        {
            ["bos_token"] = Vocabulary.Start,
            ["eos_token"] = Vocabulary.End,
            ["unk_token"] = Vocabulary.End,
            ["pad_token"] = Vocabulary.End,
        });
    }

    /// <summary>Writes configuration and weights.</summary>
    public static void WriteModel(string folder, DemonstrationNetwork network, Vocabulary vocabulary)
    {
        WriteJson(folder, "config.json", Describe(network.Config, vocabulary));
        WriteJson(folder, "preprocessor_config.json", new Dictionary<string, object>
        {
            ["image_processor_type"] = "CLIPImageProcessor",
            ["do_resize"] = true,
            ["size"] = new Dictionary<string, int> { ["shortest_edge"] = PatchGrid.PictureSize },
            ["resample"] = PillowBicubic,
            ["do_center_crop"] = true,
            ["crop_size"] = new Dictionary<string, int> { ["height"] = PatchGrid.PictureSize, ["width"] = PatchGrid.PictureSize },
            ["do_rescale"] = true,
            ["rescale_factor"] = 1 / 255.0,
            ["do_normalize"] = true,
            ["image_mean"] = Preprocessing.Mean,
            ["image_std"] = Preprocessing.Std,
        });
        WriteWeights(Path.Combine(folder, "model.safetensors"), [.. network.Shipped.OrderBy(p => p.Name, StringComparer.Ordinal)]);
    }

    private static void WriteWeights(string path, IReadOnlyList<(string Name, Parameter Parameter)> parameters)
    {
        SafetensorsTensor[] entries = [.. parameters.Select(p => new SafetensorsTensor(p.Name, SafetensorsType.Float16, p.Parameter.shape))];
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, entries, new Dictionary<string, string> { ["format"] = "pt" });
        foreach ((string name, Parameter parameter) in parameters)
        {
            using torch.Tensor detached = parameter.detach();
            Half[] halves = [.. detached.data<float>().Select(value => (Half)value)];
            writer.WriteBytes(name, MemoryMarshal.AsBytes<Half>(halves));
        }

        writer.Complete();
    }

    private static Dictionary<string, object> Describe(ClipConfig config, Vocabulary vocabulary) => new()
    {
        ["architectures"] = new[] { "CLIPModel" },
        ["model_type"] = ClipConfig.ModelType,
        ["projection_dim"] = config.ProjectedWidth,
        ["logit_scale_init_value"] = 2.66,
        ["torch_dtype"] = "float16",
        ["vision_config"] = new Dictionary<string, object>(Describe(config.Vision.Tower))
        {
            ["model_type"] = "clip_vision_model",
            ["image_size"] = config.Vision.ImageSize,
            ["patch_size"] = config.Vision.PatchSize,
            ["num_channels"] = ClipVisionConfig.Channels,
            ["projection_dim"] = config.ProjectedWidth,
        },
        ["text_config"] = new Dictionary<string, object>(Describe(config.Text.Tower))
        {
            ["model_type"] = "clip_text_model",
            ["vocab_size"] = config.Text.VocabularySize,
            ["max_position_embeddings"] = config.Text.ContextLength,
            ["bos_token_id"] = vocabulary.StartId,
            ["eos_token_id"] = vocabulary.EndId,
            ["pad_token_id"] = vocabulary.EndId,
            ["projection_dim"] = config.ProjectedWidth,
        },
    };

    private static Dictionary<string, object> Describe(ClipTowerConfig tower) => new()
    {
        ["hidden_size"] = tower.Width,
        ["intermediate_size"] = tower.InnerWidth,
        ["num_hidden_layers"] = tower.Layers,
        ["num_attention_heads"] = tower.Heads,
        ["hidden_act"] = "gelu",
        ["layer_norm_eps"] = tower.Epsilon,
        ["attention_dropout"] = 0.0,
    };

    private static void WriteJson<T>(string folder, string name, T value) => File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, s_json) + "\n");
}
