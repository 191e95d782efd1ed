namespace CtVlm.MLNet.Torch;

/// <summary>CLIP in open_clip's own layout.</summary>
internal sealed class OpenClipFamily : EncoderFamily
{
    public override string Description =>
        $"CLIP in the open_clip layout ({OpenClipConfigFile.FileName}, its weights, and for texts {ClipTokenizerFiles.TokenizerJson} or {ClipTokenizerFiles.VocabularyJson} with {ClipTokenizerFiles.MergesText})";

    public override bool Recognizes(EncoderFolder folder) =>
        folder.Has(OpenClipConfigFile.FileName) && !OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName)).HasTimmVision;

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, OpenClipConfigFile.FileName);
        return new OpenClipEncoderModel(folder, options);
    }
}
