namespace CtVlm.MLNet.Torch;

/// <summary>A ViLT folder in the layout of the transformers library.</summary>
internal sealed class ViltEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly ViltConfig _config;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    public ViltEncoderModel(EncoderFolder folder, VlmEncoderOptions options)
    {
        _folder = folder;
        _config = ViltConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        VisionPreprocessing preprocessing = ViltPreprocessing.Read(folder, _config);
        Vision = _config.Describe(preprocessing with { ImageSize = EncoderImageSize.Choose(folder, options, preprocessing.ImageSize, _config.PatchSize) });
    }

    public override VisionEncoderInfo Vision { get; }

    public override bool HasFusion => true;

    public override IReadOnlyList<string> Files =>
    [
        _folder.File(EncoderFolder.ConfigJson),
        .. new[] { EncoderFolder.PreprocessorJson }.Where(_folder.Has).Select(_folder.File),
        .. BertTokenizerFiles.FindFiles(_folder.Path),
    ];

    public override IVisionEncoder LoadVision(Checkpoint weights, ModelLoadOptions options)
    {
        IReadOnlyList<int> emptyText = ReadTokenizer().Encode("").Ids;
        return TowerLoader.LoadVision(() => new ViltVisionModel(_config, emptyText), Vision, options, module => ViltWeights.Load(module, weights, leavesHead: true));
    }

    public override IFusionEncoder LoadFusion(Checkpoint weights, ModelLoadOptions options)
    {
        BertTokenizer tokenizer = ReadTokenizer();
        bool hasHead = ViltWeights.HasHead(weights);
        ViltRetrievalModel model = TowerLoader.Prepare(() => new ViltRetrievalModel(_config, hasHead), options, module => ViltWeights.Load(module, weights, leavesHead: false));
        return new ViltFusionEncoder(model, tokenizer, Vision, options);
    }

    private BertTokenizer ReadTokenizer() =>
        BertTokenizerFiles.Read(_folder.Path, _config.Body.MaximumPositions, BertCleaning.None, _config.Body.VocabularySize);
}
