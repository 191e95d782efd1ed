namespace CtVlm.MLNet.Torch;

/// <summary>A SigLIP or MedSigLIP folder in the layout of the transformers library.</summary>
internal sealed class SiglipEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly SiglipConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    public SiglipEncoderModel(EncoderFolder folder)
    {
        _folder = folder;
        _config = SiglipConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        Vision = _config.Describe(PreprocessorFile.Read(folder.File(EncoderFolder.PreprocessorJson), _config.Vision.ImageSize, PreprocessorDefaults.Siglip));
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
