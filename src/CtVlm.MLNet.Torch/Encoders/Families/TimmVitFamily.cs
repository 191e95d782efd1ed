namespace CtVlm.MLNet.Torch;

/// <summary>Vision transformers of the timm library, DINOv2 among them.</summary>
internal sealed class TimmVitFamily : EncoderFamily
{
    public override string Description =>
        $"a vision transformer of timm ({EncoderFolder.ConfigJson} with {VitConfigFile.ArchitectureKey}, {Checkpoint.FileName})";

    public override bool Recognizes(EncoderFolder folder)
    {
        if (!folder.Has(EncoderFolder.ConfigJson))
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
