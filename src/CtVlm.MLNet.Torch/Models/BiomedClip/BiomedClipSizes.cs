namespace CtVlm.MLNet.Torch;

/// <summary>
/// Finds the sizes of both towers, which a folder of open_clip leaves to names: first in a file beside the weights
/// (<see cref="TimmModelJson"/>, <see cref="TextConfigJson"/>), then by the name in open_clip_config.json, then in the shapes of the tensors.
/// </summary>
internal static class BiomedClipSizes
{
    /// <summary>The arguments of timm's model, where a folder has them: the object "model_args".</summary>
    public const string TimmModelJson = "timm_model.json";

    /// <summary>The configuration of the BERT, where a folder has it.</summary>
    public static readonly string TextConfigJson = Path.Combine("hf_text", "config.json");

    private const string Trunk = "visual.trunk.";
    private const string Transformer = "text.transformer.";
    private const int HeadWidth = 64;

    private static readonly BertConfig s_large = BertConfig.Base with { Width = 1024, InnerWidth = 4096, Layers = 24, Heads = 16 };

    // All of them have bert-base's or bert-large's sizes and a vocabulary of the same length.
    private static readonly Dictionary<string, BertConfig> s_texts = new(StringComparer.Ordinal)
    {
        ["microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract"] = BertConfig.Base,
        ["microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract-fulltext"] = BertConfig.Base,
        ["microsoft/BiomedNLP-PubMedBERT-base-uncased-abstract"] = BertConfig.Base,
        ["microsoft/BiomedNLP-PubMedBERT-base-uncased-abstract-fulltext"] = BertConfig.Base,
        ["microsoft/BiomedNLP-BiomedBERT-large-uncased-abstract"] = s_large,
        ["microsoft/BiomedNLP-PubMedBERT-large-uncased-abstract"] = s_large,
        ["bert-base-uncased"] = BertConfig.Base,
        ["google-bert/bert-base-uncased"] = BertConfig.Base,
    };

    /// <summary>The files besides open_clip_config.json that sizes come from; full paths.</summary>
    public static IReadOnlyList<string> FindFiles(EncoderFolder folder) => [.. new[] { TimmModelJson, TextConfigJson }.Where(folder.Has).Select(folder.File)];

    /// <summary>Sizes of the vision tower.</summary>
    /// <exception cref="WeightsException">They are impossible or not supported, or cannot be found.</exception>
    public static VitConfig ReadVision(ConfigurationFile vision, EncoderFolder folder)
    {
        if (folder.Has(TimmModelJson))
        {
            return VitConfigFile.Read(ConfigurationFile.Read(folder.File(TimmModelJson)), folder.Path, Trunk);
        }

        return VitArchitectures.Find(vision.GetString("timm_model_name", "")) ?? FromShapes(folder, weights => VitShapes.Read(weights, Trunk, null));
    }

    /// <summary>Sizes of the text tower.</summary>
    /// <exception cref="WeightsException">They are impossible or not supported, or cannot be found.</exception>
    public static BertConfig ReadText(ConfigurationFile text, EncoderFolder folder)
    {
        string name = text.GetString("hf_model_name", "");
        if (name.Contains("roberta", StringComparison.OrdinalIgnoreCase))
        {
            throw text.Invalid("hf_model_name", "a BERT; positions of a RoBERTa are counted differently", name);
        }

        if (folder.Has(TextConfigJson))
        {
            ConfigurationFile file = ConfigurationFile.Read(folder.File(TextConfigJson));
            return file.GetString("model_type", BertConfig.ModelType) is BertConfig.ModelType
                ? BertConfig.Read(file)
                : throw file.Invalid("model_type", BertConfig.ModelType, file.GetString("model_type", ""));
        }

        return s_texts.TryGetValue(name, out BertConfig? known) ? known : FromShapes(folder, ReadTextShapes);
    }

    private static T FromShapes<T>(EncoderFolder folder, Func<Checkpoint, T> read)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(folder.Path);
        return read(weights);
    }

    // Not to be seen there, and BERT's own: GELU by the error function and an epsilon of 1e-12.
    private static BertConfig ReadTextShapes(Checkpoint weights)
    {
        (int vocabulary, int width) = Shape(weights, "embeddings.word_embeddings.weight");
        int types = Shape(weights, "embeddings.token_type_embeddings.weight").Rows;
        if (width % HeadWidth != 0 || types < 2)
        {
            throw new WeightsException(
                $"Checkpoint {weights.Location}: the text tower has width {width} and {types} token types; a multiple of {HeadWidth}, the usual width of a head, and 2 types expected of a BERT. "
                + $"Put its configuration beside it as {TextConfigJson}.");
        }

        return BertConfig.Base with
        {
            Width = width,
            InnerWidth = Shape(weights, "encoder.layer.0.intermediate.dense.weight").Rows,
            Layers = Enumerable.Range(0, 1024).TakeWhile(i => weights.Find($"{Transformer}encoder.layer.{i}.attention.self.query.weight") is not null).Count(),
            Heads = width / HeadWidth,
            VocabularySize = vocabulary,
            MaximumPositions = Shape(weights, "embeddings.position_embeddings.weight").Rows,
            TypeVocabularySize = types,
        };
    }

    private static (int Rows, int Columns) Shape(Checkpoint weights, string name) => weights.Find(Transformer + name)?.Shape is [> 0 and <= 1 << 24 and long rows, > 0 and <= 1 << 16 and long columns]
        ? ((int)rows, (int)columns)
        : throw new WeightsException($"Checkpoint {weights.Location}: not the tensors of a BERT: '{Transformer}{name}' must be a matrix, got {weights.Find(Transformer + name)?.ShapeText ?? "no such tensor"}. Check that {OpenClipConfigFile.FileName} and the weights belong together.");
}
