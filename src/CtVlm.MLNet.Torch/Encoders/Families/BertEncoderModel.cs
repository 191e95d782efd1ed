namespace CtVlm.MLNet.Torch;

/// <summary>A folder with a BERT, as sentence-transformers or transformers wrote it.</summary>
internal sealed class BertEncoderModel : EncoderModel
{
    private readonly EncoderFolder _folder;
    private readonly BertConfig _config;
    private readonly BertSentenceFiles _sentence;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">The configuration is not supported.</exception>
    public BertEncoderModel(EncoderFolder folder)
    {
        _folder = folder;
        _config = BertConfig.Read(ConfigurationFile.Read(folder.File(EncoderFolder.ConfigJson)));
        _sentence = BertSentenceFiles.Read(folder, _config);
    }

    public override int? TextWidth => _config.Width;

    public override IReadOnlyList<string> Files => [_folder.File(EncoderFolder.ConfigJson), .. BertTokenizerFiles.FindFiles(_folder.Path), .. _sentence.Files];

    public override ITextEncoder LoadText(Checkpoint weights, ModelLoadOptions options) => TowerLoader.LoadText(
        () => new BertTextModel(_config, _sentence.Pooling, _sentence.Normalizes),
        BertTokenizerFiles.Read(_folder.Path, _sentence.ContextLength, BertCleaning.None, _config.VocabularySize),
        _config.Width,
        options,
        module => BertWeights.Load(module, weights));
}
