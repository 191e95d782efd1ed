namespace CtVlm.MLNet.Torch;

/// <summary>A CLIP folder in the layout of the transformers library.</summary>
internal sealed class ClipEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly ClipConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    public ClipEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        _config = ClipConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        VisionPreprocessing preprocessing = PreprocessorFile.Read(folder.File(EncoderFolder.PreprocessorJson), _config.Vision.ImageSize);
        Vision = _config.Describe(preprocessing with { ImageSize = EncoderImageSize.Choose(folder, options, _config.Vision.ImageSize, _config.Vision.PatchSize) });
    }

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _config.ProjectedWidth;

    public override IReadOnlyList<string> Files =>
        [_folder.File(EncoderFolder.ConfigJson), _folder.File(EncoderFolder.PreprocessorJson), .. ClipTokenizerFiles.FindFiles(_folder.Path)];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) =>
        TowerLoader.LoadVision(() => new ClipVisionModel(_config), Vision, options, module => StrictLoader.Load(module, weights, ClipVisionModel.Permitted));

    public override ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadText(
        () => new ClipTextModel(_config),
        ClipTokenizerFiles.Read(_folder.Path, _config.Text.ContextLength, ClipCleaning.Transformers, _config.Text.VocabularySize),
        _config.ProjectedWidth,
        options,
        module => StrictLoader.Load(module, weights, ClipTextModel.Permitted));

    public override EncoderSimilarity? ReadSimilarity(Checkpoint weights) => new(SimilarityKind.Softmax, ReadScale(weights));
}
