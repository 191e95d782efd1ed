namespace CtVlm.MLNet.Torch;

/// <summary>BiomedCLIP, and any other model of open_clip with a vision transformer of timm and a BERT.</summary>
internal sealed class BiomedClipFamily : EncoderFamily
{
    public override string Description =>
        $"BiomedCLIP ({OpenClipConfigFile.FileName} with timm_model_name and hf_model_name, its weights, and for texts {BertTokenizerFiles.TokenizerJson} or {BertTokenizerFiles.VocabularyText})";

    public override bool Recognizes(EncoderFolder folder)
    {
        if (!folder.Has(OpenClipConfigFile.FileName))
        {
            return false;
        }

        OpenClipConfigFile file = OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName));
        return file.HasTimmVision && file.Text.GetString("hf_model_name", "").Length > 0;
    }

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, OpenClipConfigFile.FileName);
        return new BiomedClipEncoderModel(folder, options);
    }
}
