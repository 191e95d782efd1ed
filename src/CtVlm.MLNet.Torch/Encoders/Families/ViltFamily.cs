namespace CtVlm.MLNet.Torch;

/// <summary>ViLT, which reads an image and a text together.</summary>
internal sealed class ViltFamily : EncoderFamily
{
    public override string Description =>
        $"ViLT in the Hugging Face layout ({EncoderFolder.ConfigJson} with model_type {ViltConfig.ModelType}, its weights, {BertTokenizerFiles.TokenizerJson} or {BertTokenizerFiles.VocabularyText}, and {EncoderFolder.PreprocessorJson} where its pixels are not those of the published models)";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson) && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") == ViltConfig.ModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson);
        return new ViltEncoderModel(folder, options);
    }
}
