using System.Text.Json;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Every tensor of a checkpoint, in one file or in several shards.</summary>
internal sealed partial class Checkpoint : IDisposable
{
    /// <summary>The file of an unsharded checkpoint.</summary>
    public const string FileName = "model.safetensors";

    /// <summary>The file that names the shards of a sharded one.</summary>
    public const string IndexFileName = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> _files;
    private readonly SortedDictionary<string, (SafetensorsFile File, SafetensorsEntry Entry)> _tensors = new(StringComparer.Ordinal);

    private Checkpoint(string location, List<SafetensorsFile> files)
    {
        Location = location;
        _files = files;
    }

    /// <summary>The file or folder, for messages.</summary>
    public string Location { get; }

    /// <summary>Names in ordinal order.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>True where a folder holds a checkpoint that can be opened.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName)) || File.Exists(Path.Combine(folder, IndexFileName));

    /// <summary>Opens the checkpoint of a folder.</summary>
    /// <exception cref="WeightsException">There is none, or it is not sound.</exception>
    public static Checkpoint OpenFolder(string folder)
    {
        string single = Path.Combine(folder, FileName);
        if (File.Exists(single))
        {
            return Open(folder, [single]);
        }

        string index = Path.Combine(folder, IndexFileName);
        return File.Exists(index)
            ? Open(folder, ReadShards(folder, index))
            : throw new WeightsException($"Encoder folder {folder}: no weights. Expected {FileName}, or {IndexFileName} with its shards; found neither.");
    }

    /// <summary>Finds a tensor; null when there is none.</summary>
    public TensorEntry? Find(string name) => _tensors.TryGetValue(name, out var found) ? new TensorEntry(name, found.Entry.Type, found.Entry.Shape) : null;

    /// <summary>Bytes of a tensor in pieces, none above 64 MiB.</summary>
    public void ReadBytes(string name, Action<ReadOnlySpan<byte>> use)
    {
        const int piece = 64 << 20;
        (SafetensorsFile file, SafetensorsEntry entry) = _tensors[name];
        for (long at = 0; at < entry.ByteCount; at += piece)
        {
            use(file.GetBytes(entry, at, (int)Math.Min(piece, entry.ByteCount - at)));
        }
    }

    /// <summary>Reads a tensor as it is stored, in the element type of the file.</summary>
    /// <returns>A tensor on the CPU, owned by the caller.</returns>
    private torch.Tensor ReadStored(string name)
    {
        (SafetensorsFile file, SafetensorsEntry entry) = _tensors[name];
        torch.Tensor tensor = torch.empty([.. entry.Shape], TorchTypes.FromSafetensors(file.Path, entry));
        CopyBytes(file, entry, tensor);
        return tensor;
    }

    /// <summary>Copies a tensor's elements into one of the same shape, converting the element type and the device as need be.</summary>
    public void CopyTo(string name, torch.Tensor destination)
    {
        if (IsOverlaid(name))
        {
            CopyMerged(name, destination);
            return;
        }

        (SafetensorsFile file, SafetensorsEntry entry) = _tensors[name];
        if (destination.device_type == DeviceType.CPU && destination.dtype == TorchTypes.FromSafetensors(file.Path, entry) && destination.is_contiguous())
        {
            CopyBytes(file, entry, destination);
            return;
        }

        using torch.Tensor read = ReadStored(name);
        destination.copy_(read);
    }

    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
        {
            file.Dispose();
        }
    }

    private static void CopyBytes(SafetensorsFile file, SafetensorsEntry entry, torch.Tensor destination)
    {
        if (entry.ByteCount == 0)
        {
            return;
        }

        // A span holds 2 GiB at most: larger tensors go part by part.
        const long part = 1L << 28;
        int size = entry.Type.GetSize();
        using torch.Tensor flat = destination.view(-1);
        for (long at = 0; at < entry.ElementCount; at += part)
        {
            long count = Math.Min(part, entry.ElementCount - at);
            using torch.Tensor slice = flat.narrow(0, at, count);
            file.GetBytes(entry, at * size, checked((int)(count * size))).CopyTo(slice.bytes);
        }
    }

    private static Checkpoint Open(string location, IReadOnlyList<string> paths)
    {
        Checkpoint index = new(location, []);
        try
        {
            foreach (string path in paths)
            {
                index.Add(path);
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private void Add(string path)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        _files.Add(file);
        foreach (SafetensorsEntry entry in file.Entries)
        {
            if (!_tensors.TryAdd(entry.Name, (file, entry)))
            {
                throw new WeightsException($"Checkpoint {Location}: tensor '{entry.Name}' is in {Path.GetFileName(path)} and in {Path.GetFileName(_tensors[entry.Name].File.Path)}. Fetch the files again.");
            }
        }
    }

    private static string[] ReadShards(string folder, string index)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(index));
            string[] names = [.. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(p => p.Value.GetString() ?? "").Distinct().Order(StringComparer.Ordinal)];

            // A shard lies beside its index: nothing outside the folder is read.
            if (names.FirstOrDefault(n => n.Length == 0 || n != Path.GetFileName(n)) is string outside)
            {
                throw new WeightsException($"Checkpoint index {index}: shard '{outside}' is not a file name. Fetch the index again.");
            }

            string[] missing = [.. names.Where(n => !File.Exists(Path.Combine(folder, n)))];
            return missing.Length == 0
                ? [.. names.Select(n => Path.Combine(folder, n))]
                : throw new WeightsException($"Checkpoint index {index}: {missing.Length} of {names.Length} shards are missing: {string.Join(", ", missing)}. Fetch them into the same folder.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WeightsException($"Checkpoint index {index}: not the JSON that is expected, an object with 'weight_map': {e.Message} Fetch the index again.", e);
        }
    }
}
