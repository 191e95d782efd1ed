namespace CtVlm.MLNet.Torch;

/// <summary>A folder with a DINOv2 in the layout of the transformers library.</summary>
internal sealed class Dinov2EncoderModel : EncoderModel
{
    // Where the model has a classifier, its body is below this name, which is the model_type.
    private readonly string _body;
    private readonly EncoderFolder _folder;
    private readonly Dinov2Config _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    public Dinov2EncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        ConfigurationFile file = ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson));
        _body = file.GetString("model_type", Dinov2Config.ModelType);
        _config = Dinov2Config.Read(file);
        Vision = HfVitEncoderModel.Describe(folder, options, _config.Body, ImageOnlyPreprocessing.ForDinov2(_config.Body.ImageSize), _config.PrefixTokens);
    }

    public override VisionEncoderInfo Vision { get; }

    public override IReadOnlyList<string> Files => HfVitEncoderModel.ListFiles(_folder);

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadVision(
        () => PrefixedVisionModel.WrapIf(_body, weights, new Dinov2Model(_config)),
        Vision,
        options,
        module => StrictLoader.Load(module, weights, Dinov2Model.Permitted));
}
