namespace CtVlm.MLNet.Torch;

/// <summary>SigLIP and MedSigLIP in the layout of the transformers library.</summary>
internal sealed class SiglipFamily : EncoderFamily
{
    public override string Description =>
        $"SigLIP or MedSigLIP in the Hugging Face layout ({EncoderFolder.ConfigJson} with model_type {SiglipConfig.ModelType}, {EncoderFolder.PreprocessorJson}, {Checkpoint.FileName}, and for texts {SiglipTokenizerFiles.Expected})";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson) && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") == SiglipConfig.ModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson, EncoderFolder.PreprocessorJson);
        return new SiglipEncoderModel(folder, options);
    }
}
