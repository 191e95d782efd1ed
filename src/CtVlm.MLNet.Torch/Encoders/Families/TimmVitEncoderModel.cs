namespace CtVlm.MLNet.Torch;

/// <summary>A folder with a vision transformer of timm.</summary>
internal sealed class TimmVitEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly VitConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    public TimmVitEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        ConfigurationFile file = ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson));
        _config = VitConfigFile.Read(file, folder.Path);
        int size = EncoderImageSize.Choose(folder, options, _config.ImageSize, _config.PatchSize);
        Vision = new VisionEncoderInfo
        {
            ProjectedWidth = _config.Width,
            HiddenWidth = _config.Width,
            TokenCount = _config.CountTokens(size),
            Preprocessing = TimmPreprocessing.Read(file, file.GetString(VitConfigFile.ArchitectureKey, ""), size),
        };
    }

    public override VisionEncoderInfo Vision { get; }

    public override IReadOnlyList<string> Files => [_folder.File(EncoderFolder.ConfigJson)];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) =>
        TowerLoader.LoadVision(() => new VitModel(_config), Vision, options, module => StrictLoader.Load(module, weights, VitModel.Permitted));
}
