namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a BERT.</summary>
/// <param name="Width">Width D of a token; a multiple of <paramref name="Heads"/>.</param>
/// <param name="InnerWidth">Width inside the perceptron of a block.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Heads">Number of attention heads.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="MaximumPositions">Most tokens of a text.</param>
/// <param name="TypeVocabularySize">Number of token types; every token here has type 0.</param>
/// <param name="Activation">The activation of the perceptrons.</param>
/// <param name="Epsilon">What the norms add to the variance.</param>
internal sealed record BertConfig(
    int Width,
    int InnerWidth,
    int Layers,
    int Heads,
    int VocabularySize,
    int MaximumPositions,
    int TypeVocabularySize,
    Activation Activation,
    double Epsilon)
{
    /// <summary>The model_type of configuration files.</summary>
    public const string ModelType = "bert";

    private const int MaximumWidth = 1 << 16;
    private const int MaximumLayers = 1024;
    private const string Absolute = "absolute";

    /// <summary>The sizes of bert-base-uncased, which transformers has as defaults.</summary>
    public static BertConfig Base { get; } = new(768, 3072, 12, 12, 30522, 512, 2, Activation.Gelu, 1e-12);

    /// <summary>Reads a transformers configuration; a field that is left out has the default.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="defaults">The defaults of the model; null for those of BERT.</param>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/bert/configuration_bert.py (Apache-2.0).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static BertConfig Read(ConfigurationFile file, BertConfig? defaults = null)
    {
        BertConfig standard = defaults ?? Base;
        CheckKind(file);
        int width = file.GetInt32("hidden_size", standard.Width, 1, MaximumWidth);
        int heads = file.GetInt32("num_attention_heads", standard.Heads, 1, MaximumWidth);
        if (width % heads != 0)
        {
            throw file.Invalid("hidden_size", $"a multiple of num_attention_heads {heads}", $"{width}");
        }

        return new BertConfig(
            width,
            file.GetInt32("intermediate_size", standard.InnerWidth, 1, MaximumWidth),
            file.GetInt32("num_hidden_layers", standard.Layers, 1, MaximumLayers),
            heads,
            file.GetInt32("vocab_size", standard.VocabularySize, 4, 1 << 24),
            file.GetInt32("max_position_embeddings", standard.MaximumPositions, 2, 1 << 20),
            file.GetInt32("type_vocab_size", standard.TypeVocabularySize, 1, 1 << 16),
            file.Find("hidden_act") is null ? standard.Activation : Activations.Parse(file.GetString("hidden_act", ""), file.Path),
            file.GetDouble("layer_norm_eps", standard.Epsilon));
    }

    private static void CheckKind(ConfigurationFile file)
    {
        if (file.GetString("position_embedding_type", Absolute) is not Absolute and string positions)
        {
            throw file.Invalid("position_embedding_type", Absolute, positions);
        }

        if (file.GetBoolean("is_decoder", false))
        {
            throw file.Invalid("is_decoder", "false", "true");
        }
    }
}
