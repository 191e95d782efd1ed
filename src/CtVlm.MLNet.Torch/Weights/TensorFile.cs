namespace CtVlm.MLNet.Torch;

/// <summary>One file of tensors, whatever its format. Only its index is in memory.</summary>
/// <remarks>Thread-safe for reading.</remarks>
internal abstract class TensorFile : IDisposable
{
    private const string SafetensorsExtension = ".safetensors";

    /// <summary>Full path of the file.</summary>
    public abstract string Path { get; }

    /// <summary>The tensors, each name once.</summary>
    public abstract IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens and checks a file: safetensors by its name, else a checkpoint of torch.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file; the caller disposes it.</returns>
    /// <exception cref="WeightsException">It is not a sound file of its format; the message names the fault.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorFile Open(string path)
    {
        try
        {
            return path.EndsWith(SafetensorsExtension, StringComparison.Ordinal) ? new SafetensorsTensorFile(SafetensorsFile.Open(path)) : PickleTensorFile.Open(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WeightsException($"Weights file {path}: there is no such file, or it is a link to one that is gone. Fetch it again.", e);
        }
    }

    /// <summary>Reads a part of a tensor's row-major, little-endian bytes straight into memory of the caller.</summary>
    /// <param name="entry">A tensor of this file.</param>
    /// <param name="offset">The part's first byte, counted from the tensor's; a multiple of the element's size.</param>
    /// <param name="destination">Receives the part; whole elements.</param>
    /// <exception cref="WeightsException">The file became shorter.</exception>
    public abstract void Read(TensorEntry entry, long offset, Span<byte> destination);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool isDisposing);
}
