namespace CtVlm.MLNet.Torch;

/// <summary>A BiomedCLIP folder.</summary>
internal sealed class BiomedClipEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly BiomedClipConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    public BiomedClipEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        OpenClipConfigFile file = OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName));
        _config = BiomedClipConfig.Read(file, folder);
        VisionPreprocessing preprocessing = OpenClipPreprocess.Read(file.Preprocess, _config.ImageSize);
        Vision = _config.Describe(preprocessing with { ImageSize = EncoderImageSize.Choose(folder, options, _config.ImageSize, _config.Vision.PatchSize) });
    }

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _config.ProjectedWidth;

    public override IReadOnlyList<string> Files =>
        [_folder.File(OpenClipConfigFile.FileName), .. BiomedClipSizes.FindFiles(_folder), .. BertTokenizerFiles.FindFiles(_folder.Path)];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadVision(
        () => new BiomedClipVisionModel(_config),
        Vision,
        options,
        module => StrictLoader.Load(module, weights, BiomedClipVisionModel.Permitted));

    public override ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadText(
        () => new BiomedClipTextModel(_config),
        BertTokenizerFiles.Read(_folder.Path, _config.ContextLength, BertCleaning.OpenClip, _config.Text.VocabularySize),
        _config.ProjectedWidth,
        options,
        module => StrictLoader.Load(module, weights, BiomedClipTextModel.Permitted));

    public override EncoderSimilarity? ReadSimilarity(Checkpoint weights) => new(SimilarityKind.Softmax, ReadScale(weights));
}
