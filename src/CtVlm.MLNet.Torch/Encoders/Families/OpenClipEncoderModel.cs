namespace CtVlm.MLNet.Torch;

/// <summary>A CLIP folder in open_clip's own layout.</summary>
internal sealed class OpenClipEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly OpenClipConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    public OpenClipEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        OpenClipConfigFile file = OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName));
        _config = OpenClipConfig.Read(file);
        VisionPreprocessing preprocessing = OpenClipPreprocess.Read(file.Preprocess, _config.Vision.ImageSize);
        Vision = _config.Describe(preprocessing with { ImageSize = EncoderImageSize.Choose(folder, options, _config.Vision.ImageSize, _config.Vision.PatchSize) });
    }

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _config.ProjectedWidth;

    public override IReadOnlyList<string> Files => [_folder.File(OpenClipConfigFile.FileName), .. ClipTokenizerFiles.FindFiles(_folder.Path)];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options) =>
        TowerLoader.LoadVision(() => new OpenClipVisionModel(_config), Vision, options, module => StrictLoader.Load(module, weights, OpenClipVisionModel.Permitted));

    public override ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadText(
        () => new OpenClipTextModel(_config),
        ClipTokenizerFiles.Read(_folder.Path, _config.Text.ContextLength, ClipCleaning.OpenClip, _config.Text.VocabularySize),
        _config.ProjectedWidth,
        options,
        module => StrictLoader.Load(module, weights, OpenClipTextModel.Permitted));

    public override EncoderSimilarity? ReadSimilarity(Checkpoint weights) => new(SimilarityKind.Softmax, ReadScale(weights));
}
