namespace CtVlm.MLNet.Torch;

/// <summary>ViT in the layout of the transformers library.</summary>
internal sealed class HfVitFamily : EncoderFamily
{
    public override string Description =>
        $"ViT in the Hugging Face layout ({EncoderFolder.ConfigJson} with model_type {HfVitConfig.ModelType}, {Checkpoint.FileName}, and {EncoderFolder.PreprocessorJson} where its pixels are not the processor's defaults)";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson) && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") == HfVitConfig.ModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson);
        return new HfVitEncoderModel(folder, options);
    }
}
