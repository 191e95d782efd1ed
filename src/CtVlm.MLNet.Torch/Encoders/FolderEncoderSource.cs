namespace CtVlm.MLNet.Torch;

/// <summary>An encoder whose files are in a folder. Only the configuration is read until weights are asked for.</summary>
internal sealed class FolderEncoderSource : EncoderSource
{
    /// <summary>The kind that saved models have for it.</summary>
    public const string Kind = "folder";

    private readonly EncoderFolder _folder;
    private readonly EncoderModel _model;
    private readonly WeightsFolder _weights;
    private readonly EncoderChanges _changes;
    private readonly Lazy<string> _hash;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">Files are missing, or the configuration is not supported.</exception>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    public FolderEncoderSource(string folder, VlmEncoderOptions options)
        : this(folder, options, HashMemory.OfUser())
    {
    }

    /// <summary>Reads the configuration of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">What the user changes.</param>
    /// <param name="memory">Remembers hashes from process to process.</param>
    /// <exception cref="WeightsException">Files are missing, or the configuration is not supported.</exception>
    internal FolderEncoderSource(string folder, VlmEncoderOptions options, HashMemory memory)
    {
        _folder = EncoderFolder.Find(folder);
        _model = EncoderFamilies.Open(_folder, options);
        _weights = new WeightsFolder(_folder.Path, memory);
        _changes = new EncoderChanges(options);
        _hash = new Lazy<string>(() => _changes.ToHash(EncoderHash.OfEncoder(_weights.HashTensors(), _model.Files)));
    }

    public override string Name => _folder.Name;

    public override VisionEncoderInfo? Vision => _model.Vision;

    public override int? TextWidth => _model.TextWidth;

    public override bool HasFusion => _model.HasFusion;

    public override string GetHash() => _hash.Value;

    public override IVisionEncoder LoadVision(ModelLoadOptions options) => WithWeights(weights => _model.LoadVision(weights, options));

    public override ITextEncoder LoadText(ModelLoadOptions options) => WithWeights(weights => _model.LoadText(weights, options));

    public override IFusionEncoder LoadFusion(ModelLoadOptions options) => WithWeights(weights => _model.LoadFusion(weights, options));

    public override EncoderSimilarity? ReadSimilarity() => WithWeights(_model.ReadSimilarity);

    public override EncoderReference ToReference() => _changes.ToReference(Name, _folder.Path, GetHash());

    public override LinearMaps FindLinearMaps() => _weights.Use(LinearMaps.Of);

    public override bool CopyFiles(string folder)
    {
        foreach (string file in _model.Files)
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            FileLinks.Check(file);
            File.Copy(file, copy);
        }

        _weights.Use(weights => CheckpointCopy.Write(weights, folder));
        _changes.CopyFiles(folder);
        return true;
    }

    private TResult WithWeights<TResult>(Func<Checkpoint, TResult> use) => _weights.Use(weights =>
    {
        using IDisposable? overlay = _changes.ApplyTo(weights);
        return use(weights);
    });
}
