using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>The format of torch.save since 1.6: a zip archive of stored entries NAME/data.pkl, NAME/data/KEY for each storage, NAME/byteorder and NAME/version.</summary>
/// <remarks><b>Source:</b> pytorch/pytorch, torch/serialization.py and caffe2/serialize/inline_container.cc (BSD-3-Clause).</remarks>
internal static class TorchArchive
{
    private const string Pickle = "/data.pkl";
    private const string ByteOrder = "/byteorder";
    private const string LittleEndian = "little";

    /// <summary>Reads the pickle and finds the storages.</summary>
    /// <exception cref="WeightsException">The file is not sound, or wants more than tensors.</exception>
    public static PickledFile Read(SafeFileHandle handle, string path)
    {
        ZipDirectory directory = ZipDirectory.Read(handle, path);
        string[] pickles = [.. directory.Names.Where(n => n.EndsWith(Pickle, StringComparison.Ordinal) && n.IndexOf('/', StringComparison.Ordinal) == n.Length - Pickle.Length)];
        if (pickles.Length != 1)
        {
            PickleThrow.Archive(path, $"it has {pickles.Length} entries NAME{Pickle}, one expected");
        }

        string name = pickles[0][..^Pickle.Length];
        CheckByteOrder(handle, path, directory, name + ByteOrder);
        (long start, long length) = directory.Locate(pickles[0]);
        PickledTensorBuilder tensors = new(path);
        object? root = Unpickler.Read(new PickleSource(handle, path, start, start + length), tensors);
        return new PickledFile(root, tensors.Storages.Values.ToDictionary(s => s.Key, s => FindStorage(path, directory, name, s), StringComparer.Ordinal));
    }

    // Files from before the entry was introduced are little-endian on every machine that wrote them in numbers.
    private static void CheckByteOrder(SafeFileHandle handle, string path, ZipDirectory directory, string entry)
    {
        if (!directory.Has(entry))
        {
            return;
        }

        (long start, long length) = directory.Locate(entry);
        byte[] bytes = new byte[Math.Min(length, 16)];
        FileBytes.Read(handle, path, start, bytes);
        string order = Encoding.Latin1.GetString(bytes);
        if (order != LittleEndian)
        {
            PickleThrow.BigEndian(path, PickleThrow.Shorten(order));
        }
    }

    private static long FindStorage(string path, ZipDirectory directory, string name, PickledStorage storage)
    {
        (long start, long length) = directory.Locate($"{name}/data/{storage.Key}");
        if (storage.ByteCount != length)
        {
            PickleThrow.Storage(path, storage.Key, $"has {length:N0} bytes, {storage.ByteCount:N0} expected for {storage.Count:N0} elements of {storage.Type.GetName()}");
        }

        return start;
    }
}
