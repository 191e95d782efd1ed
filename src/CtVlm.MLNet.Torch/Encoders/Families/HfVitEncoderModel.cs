namespace CtVlm.MLNet.Torch;

/// <summary>A folder with a ViT in the layout of the transformers library.</summary>
internal sealed class HfVitEncoderModel : EncoderModel
{
    // Where the model has a classifier, its body is below this name.
    private const string Body = "vit";

    private readonly EncoderFolder _folder;
    private readonly HfVitConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    public HfVitEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        _config = HfVitConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        Vision = Describe(folder, options, _config, ImageOnlyPreprocessing.ForVit(_config.ImageSize), prefixTokens: 1);
    }

    public override VisionEncoderInfo Vision { get; }

    public override IReadOnlyList<string> Files => ListFiles(_folder);

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options)
    {
        bool hasPooler = weights.Names.Any(name => name is "pooler.dense.weight" or $"{Body}.pooler.dense.weight");
        return TowerLoader.LoadVision(
            () => PrefixedVisionModel.WrapIf(Body, weights, new HfVitModel(_config, hasPooler)),
            Vision,
            options,
            module => StrictLoader.Load(module, weights, HfVitModel.Permitted));
    }

    /// <summary>What is known of a tower of this layout: its input has the size that the files say of the pixels, unless the options name another.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="defaults">What the family's processor does where the folder says nothing.</param>
    /// <param name="prefixTokens">Number of tokens before the patches.</param>
    /// <exception cref="WeightsException">The pixels are not supported, or smaller than a patch.</exception>
    internal static VisionEncoderInfo Describe(EncoderFolder folder, VlmEncoderOptions options, HfVitConfig config, VisionPreprocessing defaults, int prefixTokens)
    {
        VisionPreprocessing preprocessing = ImageOnlyPreprocessing.Read(folder, defaults);
        if (preprocessing.ImageSize < config.PatchSize)
        {
            throw new WeightsException($"Configuration {folder.File(EncoderFolder.PreprocessorJson)}: the input must have at least the model's patch size {config.PatchSize}, got {preprocessing.ImageSize}. Fetch the files of one model.");
        }

        int size = EncoderImageSize.Choose(folder, options, preprocessing.ImageSize, config.PatchSize);
        int grid = size / config.PatchSize;
        return new VisionEncoderInfo
        {
            ProjectedWidth = config.Width,
            HiddenWidth = config.Width,
            TokenCount = prefixTokens + (grid * grid),
            Preprocessing = size == preprocessing.ImageSize ? preprocessing : ImageOnlyPreprocessing.Scale(preprocessing, size),
        };
    }

    /// <summary>The files of a folder of this layout besides the tensors.</summary>
    internal static IReadOnlyList<string> ListFiles(EncoderFolder folder) => folder.Has(EncoderFolder.PreprocessorJson)
        ? [folder.File(EncoderFolder.ConfigJson), folder.File(EncoderFolder.PreprocessorJson)]
        : [folder.File(EncoderFolder.ConfigJson)];
}
