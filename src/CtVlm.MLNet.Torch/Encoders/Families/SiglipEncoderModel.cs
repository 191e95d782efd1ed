namespace CtVlm.MLNet.Torch;

/// <summary>A SigLIP or MedSigLIP folder in the layout of the transformers library.</summary>
internal sealed class SiglipEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly SiglipConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options name an image size that the model's patches do not fill.</exception>
    public SiglipEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        SiglipConfig config = SiglipConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        int size = EncoderImageSize.Choose(folder, options, config.Vision.ImageSize, config.Vision.PatchSize);
        _config = config with { Vision = config.Vision with { InputSize = size } };
        VisionPreprocessing own = PreprocessorFile.Read(folder.File(EncoderFolder.PreprocessorJson), config.Vision.ImageSize, PreprocessorDefaults.Siglip);
        Vision = _config.Describe(own with { ImageSize = size });
    }

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _config.Text.ProjectedWidth;

    public override IReadOnlyList<string> Files =>
        [_folder.File(EncoderFolder.ConfigJson), _folder.File(EncoderFolder.PreprocessorJson), .. SiglipTokenizerFiles.FindFiles(_folder.Path)];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) =>
        TowerLoader.LoadVision(() => new SiglipVisionModel(_config), Vision, options, module => StrictLoader.Load(module, weights, SiglipVisionModel.Permitted));

    public override ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadText(
        () => new SiglipTextModel(_config),
        SiglipTokenizerFiles.Read(_folder.Path, _config.Text.ContextLength, _config.Text.VocabularySize),
        _config.Text.ProjectedWidth,
        options,
        module => StrictLoader.Load(module, weights, SiglipTextModel.Permitted));

    public override EncoderSimilarity? ReadSimilarity(Checkpoint weights) => new(SimilarityKind.Sigmoid, ReadScale(weights), ReadScalar(weights, "logit_bias"));
}
