namespace CtVlm.MLNet.Torch;

/// <summary>A safetensors file as a part of a checkpoint.</summary>
internal sealed class SafetensorsTensorFile : TensorFile
{
    private readonly SafetensorsFile _file;

    /// <summary>Takes the ownership of a file.</summary>
    public SafetensorsTensorFile(SafetensorsFile file)
    {
        _file = file;
        Entries = [.. file.Entries.Select(e => new TensorEntry(e.Name, e.Type, e.Shape))];
    }

    public override string Path => _file.Path;

    public override IReadOnlyList<TensorEntry> Entries { get; }

    public override void Read(TensorEntry entry, long offset, Span<byte> destination) => _file.Read(_file.GetEntry(entry.Name), offset, destination);

    protected override void Dispose(bool isDisposing) => _file.Dispose();
}
