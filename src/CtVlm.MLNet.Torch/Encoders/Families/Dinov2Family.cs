namespace CtVlm.MLNet.Torch;

/// <summary>DINOv2, with or without registers, in the layout of the transformers library.</summary>
internal sealed class Dinov2Family : EncoderFamily
{
    public override string Description =>
        $"DINOv2 in the Hugging Face layout ({EncoderFolder.ConfigJson} with model_type {Dinov2Config.ModelType} or {Dinov2Config.RegistersModelType}, {Checkpoint.FileName}, and {EncoderFolder.PreprocessorJson} where its pixels are not those of the published models)";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson)
        && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") is Dinov2Config.ModelType or Dinov2Config.RegistersModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson);
        return new Dinov2EncoderModel(folder, options);
    }
}
