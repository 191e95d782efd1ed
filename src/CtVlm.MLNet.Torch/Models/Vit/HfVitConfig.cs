namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a vision transformer in the layout of the transformers library.</summary>
/// <param name="Width">Width D of a token.</param>
/// <param name="InnerWidth">Width of the perceptron's inner layer.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Heads">Number of attention heads; divides the width.</param>
/// <param name="ImageSize">Side of the input that the stored positions are for, pixels.</param>
/// <param name="PatchSize">Side of a patch, pixels.</param>
/// <param name="HasQkvBias">Whether the maps to queries, keys and values have a bias.</param>
/// <param name="Activation">The perceptron's activation.</param>
/// <param name="Epsilon">Added to the variance in every norm.</param>
internal sealed record HfVitConfig(int Width, int InnerWidth, int Layers, int Heads, int ImageSize, int PatchSize, bool HasQkvBias, Activation Activation, double Epsilon)
{
    /// <summary>The model_type of configuration files.</summary>
    public const string ModelType = "vit";

    private const int MaximumWidth = 1 << 16;

    /// <summary>Patches along a side of the input that the stored positions are for.</summary>
    public int GridSize => ImageSize / PatchSize;

    /// <summary>Reads a configuration; a field that is left out has transformers' default.</summary>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/vit/configuration_vit.py (Apache-2.0).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static HfVitConfig Read(ConfigurationFile file)
    {
        HfVitConfig config = Read(file, new HfVitConfig(768, 3072, 12, 12, 224, 16, HasQkvBias: true, Activation.Gelu, 1e-12));
        if (file.GetString("pooler_act", "tanh") is not "tanh" and string activation)
        {
            throw file.Invalid("pooler_act", "tanh", activation);
        }

        _ = file.GetInt32("pooler_output_size", config.Width, config.Width, config.Width);
        return config with { InnerWidth = file.GetInt32("intermediate_size", config.InnerWidth, 1, MaximumWidth) };
    }

    /// <summary>Reads the fields that both families of this layout have; the inner width is the default's.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="defaults">The family's defaults.</param>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static HfVitConfig Read(ConfigurationFile file, HfVitConfig defaults)
    {
        _ = file.GetInt32("num_channels", 3, 3, 3);
        int width = file.GetInt32("hidden_size", defaults.Width, 1, MaximumWidth);
        int heads = file.GetInt32("num_attention_heads", defaults.Heads, 1, MaximumWidth);
        int patch = file.GetInt32("patch_size", defaults.PatchSize, 1, 1024);
        if (width % heads != 0)
        {
            throw file.Invalid("hidden_size", $"a multiple of num_attention_heads {heads}", $"{width}");
        }

        return defaults with
        {
            Width = width,
            Layers = file.GetInt32("num_hidden_layers", defaults.Layers, 1, 1024),
            Heads = heads,
            ImageSize = file.GetInt32("image_size", defaults.ImageSize, patch, 8192),
            PatchSize = patch,
            HasQkvBias = file.GetBoolean("qkv_bias", defaults.HasQkvBias),
            Activation = file.Find("hidden_act") is null ? defaults.Activation : Activations.Parse(file.GetString("hidden_act", ""), file.Path),
            Epsilon = file.GetDouble("layer_norm_eps", defaults.Epsilon),
        };
    }
}
