namespace CtVlm.MLNet.Torch;

/// <summary>BERT as an encoder of texts alone, all-MiniLM among them.</summary>
internal sealed class BertFamily : EncoderFamily
{
    public override string Description =>
        $"BERT for texts alone ({EncoderFolder.ConfigJson} with model_type {BertConfig.ModelType}, its weights, {BertTokenizerFiles.TokenizerJson} or {BertTokenizerFiles.VocabularyText}, and {BertSentenceFiles.ModulesJson} where sentence-transformers wrote it)";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson) && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") == BertConfig.ModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson);
        return options.ImageSize is int size
            ? throw new ArgumentException($"Encoder folder {folder.Path}: {nameof(VlmEncoderOptions.ImageSize)} is {size}, but a BERT reads texts alone. Leave it out.", nameof(options))
            : new BertEncoderModel(folder);
    }
}
