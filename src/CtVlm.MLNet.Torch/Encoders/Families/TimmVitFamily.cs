namespace CtVlm.MLNet.Torch;

/// <summary>Vision transformers of the timm library, DINOv2 among them.</summary>
internal sealed class TimmVitFamily : EncoderFamily
{
    public override string Description =>
        $"a vision transformer of timm ({EncoderFolder.ConfigJson} with {VitConfigFile.ArchitectureKey}, {Checkpoint.FileName})";

    public override bool Recognizes(EncoderFolder folder)
    {
        // timm's folders of CLIP towers hold the whole CLIP in open_clip's layout too, with weights of its own.
        if (!folder.Has(EncoderFolder.ConfigJson) || OpenClipConfigFile.HasOwnWeightsAlone(folder))
        {
            return false;
        }

        ConfigurationFile file = ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson));
        return file.Find("model_type") is null && file.GetString(VitConfigFile.ArchitectureKey, "").Length > 0;
    }

    public override EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options)
    {
        folder.Require(Description, EncoderFolder.ConfigJson);
        return new TimmVitEncoderModel(folder, options);
    }
}
