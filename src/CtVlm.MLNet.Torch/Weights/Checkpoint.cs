using System.Buffers;
using System.Security.Cryptography;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Every tensor of a checkpoint, in one file or in several shards, whatever their format.</summary>
internal sealed partial class Checkpoint : IDisposable
{
    /// <summary>The file of an unsharded checkpoint, as most publishers name it.</summary>
    public const string FileName = "model.safetensors";

    /// <summary>The file that names the shards of a sharded one.</summary>
    public const string IndexFileName = "model.safetensors.index.json";

    // Read and hashed while it is still in the processor's cache.
    private const int Piece = 1 << 20;

    // A span of a tensor holds less than 2 GiB: larger tensors go part by part.
    private const long Part = 1L << 30;

    private readonly List<TensorFile> _files = [];
    private readonly SortedDictionary<string, (TensorFile File, TensorEntry Entry)> _tensors = new(StringComparer.Ordinal);

    private Checkpoint(string location, IReadOnlyList<string> paths)
    {
        Location = location;
        Paths = paths;
    }

    /// <summary>The file or folder, for messages.</summary>
    public string Location { get; }

    /// <summary>Full paths of the files, an index included.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Names in ordinal order.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>Where the digests of tensors that are read anyway are kept; null where nobody wants them.</summary>
    public TensorDigests? Digests { get; set; }

    /// <summary>True where a folder holds a checkpoint that can be opened.</summary>
    public static bool Exists(string folder) => CheckpointFiles.Find(folder) is not null;

    /// <summary>Opens the checkpoint of a folder: the first of the names that are known, safetensors before others.</summary>
    /// <exception cref="WeightsException">There is none, or it is not sound.</exception>
    public static Checkpoint OpenFolder(string folder)
    {
        string? file = CheckpointFiles.Find(folder);
        if (file is null)
        {
            IReadOnlyList<string> others = CheckpointFiles.FindOthers(folder);
            throw new WeightsException(
                $"Encoder folder {folder}: no weights. Expected {CheckpointFiles.Expected}; found {(others.Count == 0 ? "neither" : string.Join(", ", others.Select(Path.GetFileName)))}.");
        }

        return Open(folder, file);
    }

    /// <summary>Opens one file, or the shards that an index file names.</summary>
    /// <exception cref="WeightsException">It is not sound.</exception>
    public static Checkpoint OpenFile(string path) => Open(path, Path.GetFullPath(path));

    /// <summary>Finds a tensor; null when there is none.</summary>
    public TensorEntry? Find(string name) => _tensors.TryGetValue(name, out var found) ? found.Entry : null;

    /// <summary>The row-major, little-endian bytes of a tensor in pieces, none above 1 MiB.</summary>
    public void ReadBytes(string name, Action<ReadOnlySpan<byte>> use)
    {
        (TensorFile file, TensorEntry entry) = _tensors[name];
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Piece, entry.ByteCount));
        try
        {
            for (long at = 0; at < entry.ByteCount; at += Piece)
            {
                Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(Piece, entry.ByteCount - at));
                file.Read(entry, at, piece);
                use(piece);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>SHA-256 of a tensor's bytes, read unless <see cref="Digests"/> has it.</summary>
    public byte[] Digest(string name)
    {
        if (Digests?.Find(name) is byte[] known)
        {
            return known;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadBytes(name, hash.AppendData);
        byte[] digest = hash.GetHashAndReset();
        Digests?.Add(name, digest);
        return digest;
    }

    /// <summary>Reads a tensor as it is stored, in the element type of the file.</summary>
    /// <returns>A tensor on the CPU, owned by the caller.</returns>
    private torch.Tensor ReadStored(string name)
    {
        (TensorFile file, TensorEntry entry) = _tensors[name];
        torch.Tensor tensor = torch.empty([.. entry.Shape], TorchTypes.FromEntry(file.Path, entry));
        try
        {
            CopyBytes(file, entry, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Copies a tensor's elements into one of the same shape, converting the element type and the device as need be.</summary>
    public void CopyTo(string name, torch.Tensor destination)
    {
        if (IsOverlaid(name))
        {
            CopyMerged(name, destination);
            return;
        }

        (TensorFile file, TensorEntry entry) = _tensors[name];
        if (destination.device_type == DeviceType.CPU && destination.dtype == TorchTypes.FromEntry(file.Path, entry) && destination.is_contiguous())
        {
            CopyBytes(file, entry, destination);
            return;
        }

        using torch.Tensor read = ReadStored(name);
        destination.copy_(read);
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    // Straight from the file into the tensor's memory.
    private void CopyBytes(TensorFile file, TensorEntry entry, torch.Tensor destination)
    {
        using IncrementalHash? hash = Digests is null || Digests.Find(entry.Name) is not null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int size = entry.Type.GetSize();
        using torch.Tensor flat = destination.view(-1);
        for (long at = 0; at < entry.ByteCount; at += Part)
        {
            using torch.Tensor part = flat.narrow(0, at / size, Math.Min(Part, entry.ByteCount - at) / size);
            CopyPart(file, entry, at, part.bytes, hash);
        }

        if (hash is not null)
        {
            Digests!.Add(entry.Name, hash.GetHashAndReset());
        }
    }

    private static void CopyPart(TensorFile file, TensorEntry entry, long offset, Span<byte> destination, IncrementalHash? hash)
    {
        while (destination.Length > 0)
        {
            Span<byte> piece = destination[..Math.Min(Piece, destination.Length)];
            file.Read(entry, offset, piece);
            hash?.AppendData(piece);
            offset += piece.Length;
            destination = destination[piece.Length..];
        }
    }

    private static Checkpoint Open(string location, string file)
    {
        IReadOnlyList<string> shards = CheckpointFiles.IsIndex(file) ? ShardIndex.ReadShards(file) : [file];
        Checkpoint checkpoint = new(location, shards.Contains(file) ? shards : [file, .. shards]);
        try
        {
            foreach (string shard in shards)
            {
                checkpoint.Add(shard);
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    private void Add(string path)
    {
        TensorFile file = TensorFile.Open(path);
        _files.Add(file);
        foreach (TensorEntry entry in file.Entries)
        {
            if (!_tensors.TryAdd(entry.Name, (file, entry)))
            {
                throw new WeightsException($"Checkpoint {Location}: tensor '{entry.Name}' is in {Path.GetFileName(path)} and in {Path.GetFileName(_tensors[entry.Name].File.Path)}. Fetch the files again.");
            }
        }
    }
}
