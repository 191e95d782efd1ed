namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a DINOv2 model in the layout of the transformers library.</summary>
/// <param name="Body">The sizes that it shares with transformers' ViT; <see cref="HfVitConfig.InnerWidth"/> is what the perceptron's second map takes.</param>
/// <param name="RegisterTokens">Number of register tokens; 0 for none.</param>
/// <param name="IsGated">Whether the perceptron is gated (SwiGLU), as in the giant model.</param>
/// <param name="AntialiasesPositions">Whether positions are antialiased when they are resized, as in the models with registers.</param>
internal sealed record Dinov2Config(HfVitConfig Body, int RegisterTokens, bool IsGated, bool AntialiasesPositions)
{
    /// <summary>The model_type of models without registers.</summary>
    public const string ModelType = "dinov2";

    /// <summary>The model_type of models with registers.</summary>
    public const string RegistersModelType = "dinov2_with_registers";

    /// <summary>Number of tokens before the patches.</summary>
    public int PrefixTokens => 1 + RegisterTokens;

    /// <summary>Reads a configuration; a field that is left out has transformers' default.</summary>
    /// <remarks>
    /// The gated inner width is two thirds of the plain one, rounded up to a multiple of 8.
    /// <b>Source:</b> huggingface/transformers, src/transformers/models/dinov2/configuration_dinov2.py, modeling_dinov2.py, and
    /// dinov2_with_registers beside them (Apache-2.0).
    /// </remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static Dinov2Config Read(ConfigurationFile file)
    {
        bool hasRegisters = file.GetString("model_type", "") == RegistersModelType;
        bool isGated = file.GetBoolean("use_swiglu_ffn", false);
        HfVitConfig body = HfVitConfig.Read(file, new HfVitConfig(768, 3072, 12, 12, 224, 14, HasQkvBias: true, Activation.Gelu, 1e-6));
        double ratio = file.GetDouble("mlp_ratio", 4);
        double inner = body.Width * ratio;
        if (!(inner >= 1 && inner <= 1 << 20))
        {
            throw file.Invalid("mlp_ratio", "a ratio of inner to outer width that gives 1 to 1048576 components", $"{ratio}");
        }

        int plain = (int)inner;
        return new Dinov2Config(
            body with { InnerWidth = isGated ? ((plain * 2 / 3) + 7) / 8 * 8 : plain },
            hasRegisters ? file.GetInt32("num_register_tokens", 4, 0, 1024) : 0,
            isGated,
            AntialiasesPositions: hasRegisters);
    }
}
