using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Applies the arguments of timm's VisionTransformer that a configuration states ("model_args").</summary>
/// <remarks><b>Source:</b> huggingface/pytorch-image-models, timm/models/vision_transformer.py, VisionTransformer (Apache-2.0).</remarks>
internal static class VitArguments
{
    private const int MaximumWidth = 1 << 16;

    // Without influence on the vectors: rates of training, initial values, classes, and freedoms that change nothing at the size in use.
    private static readonly HashSet<string> s_ignored = new(StringComparer.Ordinal)
    {
        "num_classes", "drop_rate", "pos_drop_rate", "patch_drop_rate", "proj_drop_rate", "attn_drop_rate", "drop_path_rate",
        "weight_init", "fix_init", "dynamic_img_size", "strict_img_size",
    };

    private static readonly HashSet<string> s_applied = new(StringComparer.Ordinal)
    {
        "img_size", "patch_size", "in_chans", "embed_dim", "depth", "num_heads", "mlp_ratio", "qkv_bias", "init_values", "class_token", "no_embed_class",
        "reg_tokens", "pre_norm", "fc_norm", "global_pool", "act_layer", "act", "mlp_layer", "norm_eps",
    };

    // Arguments that must have the value that timm gives them by default.
    private static readonly Dictionary<string, string> s_fixed = new(StringComparer.Ordinal)
    {
        ["qk_norm"] = "false",
        ["scale_attn_norm"] = "false",
        ["scale_mlp_norm"] = "false",
        ["proj_bias"] = "true",
        ["final_norm"] = "true",
        ["dynamic_img_pad"] = "false",
        ["pos_embed"] = "\"learn\"",
    };

    /// <summary>A configuration with the arguments applied.</summary>
    /// <param name="config">What the arguments change.</param>
    /// <param name="file">The file that has them as the object "model_args"; none is as good as an empty one.</param>
    /// <exception cref="WeightsException">An argument is unknown, impossible or not supported; the message names it.</exception>
    public static VitConfig Apply(VitConfig config, ConfigurationFile file)
    {
        ConfigurationFile arguments = file.GetObjects("model_args");
        CheckNames(file, arguments);
        _ = arguments.GetInt32("in_chans", 3, 3, 3);
        bool isGated = ReadIsGated(arguments, config.IsGated);
        int width = arguments.GetInt32("embed_dim", config.Width, 1, MaximumWidth);
        double ratio = arguments.GetDouble("mlp_ratio", (double)config.InnerWidth / config.Width);
        return Check(file, config with
        {
            Width = width,
            InnerWidth = ratio * width is >= 1 and <= 1 << 20 ? (int)((ratio * width) + 1e-6) : throw arguments.Invalid("mlp_ratio", "a ratio of inner to outer width that gives 1 to 1048576 components", $"{ratio}"),
            Layers = arguments.GetInt32("depth", config.Layers, 1, 1024),
            Heads = arguments.GetInt32("num_heads", config.Heads, 1, MaximumWidth),
            ImageSize = ReadSide(arguments, "img_size", config.ImageSize, 8192),
            PatchSize = ReadSide(arguments, "patch_size", config.PatchSize, 1024),
            HasClassToken = arguments.GetBoolean("class_token", config.HasClassToken),
            RegisterTokens = arguments.GetInt32("reg_tokens", config.RegisterTokens, 0, 1024),
            PositionsForPatchesOnly = arguments.GetBoolean("no_embed_class", config.PositionsForPatchesOnly),
            HasQkvBias = arguments.GetBoolean("qkv_bias", config.HasQkvBias),
            HasLayerScale = arguments.Find("init_values") is null ? config.HasLayerScale : arguments.GetDouble("init_values", 0) != 0,
            HasPreNorm = arguments.GetBoolean("pre_norm", config.HasPreNorm),
            NormsAfterPooling = arguments.Find("fc_norm") is null ? config.NormsAfterPooling : arguments.GetBoolean("fc_norm", false),
            Pooling = ReadPooling(arguments, ReadPooling(file, config.Pooling)),
            IsGated = isGated,
            Activation = ReadActivation(arguments, config.Activation, isGated),
            Epsilon = arguments.GetDouble("norm_eps", config.Epsilon),
        });
    }

    private static VitConfig Check(ConfigurationFile file, VitConfig config)
    {
        if (config.Width % config.Heads != 0)
        {
            throw file.Invalid("model_args.embed_dim", $"a multiple of num_heads {config.Heads}", $"{config.Width}");
        }

        if (config.ImageSize % config.PatchSize != 0)
        {
            throw file.Invalid("model_args.img_size", $"a multiple of patch_size {config.PatchSize}", $"{config.ImageSize}");
        }

        if (config.Pooling == VitPooling.Token && !config.HasClassToken)
        {
            throw file.Invalid("global_pool", "avg where there is no class token", "token");
        }

        return !config.IsGated || config.InnerWidth % 2 == 0
            ? config
            : throw file.Invalid("model_args.mlp_ratio", "one that gives an even inner width for a gated perceptron", $"{config.InnerWidth} components");
    }

    private static void CheckNames(ConfigurationFile file, ConfigurationFile arguments)
    {
        foreach (JsonProperty property in file.Find("model_args") is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject().ToArray() : [])
        {
            if (s_fixed.TryGetValue(property.Name, out string? value) && property.Value.ValueKind != JsonValueKind.Null && property.Value.GetRawText() != value)
            {
                throw arguments.Invalid(property.Name, $"{value}, as other values are not supported", property.Value.GetRawText());
            }

            if (!s_fixed.ContainsKey(property.Name) && !s_applied.Contains(property.Name) && !s_ignored.Contains(property.Name))
            {
                throw arguments.Invalid(property.Name, $"absent, as only these arguments are supported: {string.Join(", ", s_applied.Order(StringComparer.Ordinal))}", property.Value.GetRawText());
            }
        }
    }

    private static VitPooling ReadPooling(ConfigurationFile file, VitPooling defaultPooling) => file.GetString("global_pool", "") switch
    {
        "" => defaultPooling,
        "token" => VitPooling.Token,
        "avg" => VitPooling.Average,
        string other => throw file.Invalid("global_pool", "token or avg", other),
    };

    // A class's name, with or without its module.
    private static string ReadClass(ConfigurationFile file, string key) => file.GetString(key, "").Split('.')[^1].ToLowerInvariant();

    private static bool ReadIsGated(ConfigurationFile arguments, bool isGated) => ReadClass(arguments, "mlp_layer") switch
    {
        "" => isGated,
        "swiglupacked" => true,
        "mlp" => false,
        string other => throw arguments.Invalid("mlp_layer", "Mlp or SwiGLUPacked", other),
    };

    private static Activation ReadActivation(ConfigurationFile arguments, Activation activation, bool isGated)
    {
        string key = arguments.Find("act_layer") is null ? "act" : "act_layer";
        return ReadClass(arguments, key) switch
        {
            "" => activation,
            "gelu" or "gelu (erf)" => Activation.Gelu,
            "gelutanh" or "gelu_tanh" => Activation.GeluTanh,
            "quickgelu" or "quick_gelu" => Activation.QuickGelu,
            "silu" when isGated => activation,
            string other => throw arguments.Invalid(key, "gelu, gelu_tanh or quick_gelu, or silu for a gated perceptron", other),
        };
    }

    // A number, or the two equal sides.
    private static int ReadSide(ConfigurationFile arguments, string key, int defaultSide, int maximum)
    {
        if (arguments.Find(key) is not { ValueKind: JsonValueKind.Array } sides)
        {
            return arguments.GetInt32(key, defaultSide, 1, maximum);
        }

        int[] read = [.. sides.EnumerateArray().Select(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt32(out int side) ? side : 0)];
        return read is [int height, int width] && height == width && height >= 1 && height <= maximum
            ? height
            : throw arguments.Invalid(key, $"a number from 1 to {maximum}, or two equal ones", sides.GetRawText());
    }
}
