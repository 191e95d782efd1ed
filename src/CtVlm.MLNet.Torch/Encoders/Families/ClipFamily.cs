namespace CtVlm.MLNet.Torch;

/// <summary>CLIP in the layout of the transformers library.</summary>
internal sealed class ClipFamily : EncoderFamily
{
    public override string Description =>
        $"CLIP in the Hugging Face layout ({EncoderFolder.ConfigJson} with model_type {ClipConfig.ModelType}, {EncoderFolder.PreprocessorJson}, {Checkpoint.FileName}, and for texts {ClipTokenizerFiles.TokenizerJson} or {ClipTokenizerFiles.VocabularyJson} with {ClipTokenizerFiles.MergesText})";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(EncoderFolder.ConfigJson)
        && !OpenClipConfigFile.HasOwnWeightsAlone(folder)
        && ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)).GetString("model_type", "") == ClipConfig.ModelType;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson, EncoderFolder.PreprocessorJson);
        return new ClipEncoderModel(folder, options);
    }
}
