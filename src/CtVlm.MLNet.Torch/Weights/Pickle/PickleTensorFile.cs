using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>A file of torch.save (.bin, .pt, .pth), of either format. Nothing that it says is executed.</summary>
internal sealed class PickleTensorFile : TensorFile
{
    private const uint ZipSignature = 0x04034b50;

    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, PlacedTensor> _placed = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private (PlacedTensor Tensor, byte[] Bytes)? _gathered;

    private PickleTensorFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public override string Path { get; }

    public override IReadOnlyList<TensorEntry> Entries => [.. _placed.Values.Select(p => p.Entry)];

    /// <inheritdoc cref="TensorFile.Open"/>
    public static new PickleTensorFile Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        FileLinks.Check(full);
        PickleTensorFile file = new(File.OpenHandle(full), full);
        try
        {
            file.Place(file.ReadPickle());
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Read(TensorEntry entry, long offset, Span<byte> destination)
    {
        PlacedTensor placed = _placed[entry.Name];
        if (placed.View.IsContiguous)
        {
            FileBytes.Read(_handle, Path, placed.Start + offset, destination);
            return;
        }

        int size = entry.Type.GetSize();
        placed.View.Gather(Collect(placed), size, offset / size, destination);
    }

    protected override void Dispose(bool isDisposing) => _handle.Dispose();

    private PickledFile ReadPickle()
    {
        Span<byte> start = stackalloc byte[4];
        if (RandomAccess.GetLength(_handle) < start.Length)
        {
            PickleThrow.NotACheckpoint(Path, "it has fewer than 4 bytes");
        }

        FileBytes.Read(_handle, Path, 0, start);
        if (start[0] != PickleOperations.Protocol && BinaryPrimitives.ReadUInt32LittleEndian(start) != ZipSignature)
        {
            PickleThrow.NotACheckpoint(Path, "it begins neither as a zip archive nor as a pickle");
        }

        return start[0] == PickleOperations.Protocol ? TorchLegacy.Read(_handle, Path) : TorchArchive.Read(_handle, Path);
    }

    private void Place(PickledFile file)
    {
        Int128 bytes = 0;
        long limit = PickleLimits.TensorBytes(RandomAccess.GetLength(_handle));
        foreach ((string name, PickledTensor tensor) in StateDict.Find(Path, file.Root))
        {
            bytes += CountBytes(tensor);
            if (bytes > limit)
            {
                PickleThrow.TooManyBytes(Path, bytes, limit);
            }

            _placed.Add(name, Place(name, tensor, file.StorageStarts[tensor.Storage.Key]));
        }
    }

    private PlacedTensor Place(string name, PickledTensor tensor, long storageStart)
    {
        StridedView view = new(tensor.Shape, tensor.Strides);
        int size = tensor.Storage.Type.GetSize();
        if (!view.IsContiguous && view.Extent > Array.MaxLength / size)
        {
            PickleThrow.Tensor(Path, $"[{string.Join(", ", tensor.Shape)}]", $"spreads over {view.Extent:N0} elements, at most {Array.MaxLength / size:N0} expected of one that is not contiguous");
        }

        return new PlacedTensor(new TensorEntry(name, tensor.Storage.Type, tensor.Shape), view, storageStart + (tensor.Offset * size));
    }

    // A file's tensors are read part by part and one after the other: the storage of a view is fetched once.
    private byte[] Collect(PlacedTensor placed)
    {
        lock (_gate)
        {
            if (_gathered?.Tensor != placed)
            {
                byte[] bytes = new byte[placed.View.Extent * placed.Entry.Type.GetSize()];
                FileBytes.Read(_handle, Path, placed.Start, bytes);
                _gathered = (placed, bytes);
            }

            return _gathered.Value.Bytes;
        }
    }

    // Saturates far above any limit, so that no product wraps back to a plausible number.
    private static Int128 CountBytes(PickledTensor tensor)
    {
        Int128 count = tensor.Storage.Type.GetSize();
        foreach (long length in tensor.Shape.Contains(0) ? [0] : tensor.Shape)
        {
            count = Int128.Min(count * length, long.MaxValue);
        }

        return count;
    }

    // An object's own identity: two tensors may be equal in everything.
    private sealed class PlacedTensor(TensorEntry entry, StridedView view, long start)
    {
        public TensorEntry Entry { get; } = entry;

        public StridedView View { get; } = view;

        public long Start { get; } = start;
    }
}
