using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// The format of torch.save before 1.6: pickles of a magic number, the protocol's version, the machine, the value, and the list of storage keys; then for each key in
/// that order the number of elements (int64, little-endian) and the elements.
/// </summary>
/// <remarks><b>Source:</b> pytorch/pytorch, torch/serialization.py, _legacy_save and _legacy_load (BSD-3-Clause).</remarks>
internal static class TorchLegacy
{
    private const long Protocol = 1001;

    private static readonly BigInteger s_magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads the pickles and finds the storages.</summary>
    /// <exception cref="WeightsException">The file is not sound, or wants more than tensors.</exception>
    public static PickledFile Read(SafeFileHandle handle, string path)
    {
        long fileLength = RandomAccess.GetLength(handle);
        PickleSource source = new(handle, path, 0, fileLength);
        PickledTensorBuilder tensors = new(path);
        if (Unpickler.Read(source, tensors) is not BigInteger magic || magic != s_magic)
        {
            PickleThrow.NotACheckpoint(path, "it does not begin with the number that such files begin with");
        }

        if (Unpickler.Read(source, tensors) is not Protocol)
        {
            PickleThrow.NotACheckpoint(path, $"its protocol is not {Protocol}");
        }

        CheckByteOrder(path, Unpickler.Read(source, tensors));
        object? root = Unpickler.Read(source, tensors);
        object? keys = Unpickler.Read(source, tensors);
        return new PickledFile(root, FindStorages(handle, path, keys, tensors, source.Position, fileLength));
    }

    private static void CheckByteOrder(string path, object? machine)
    {
        if (machine is not PickledDictionary dictionary || !dictionary.Items.TryGetValue("little_endian", out object? isLittle) || isLittle is not bool little)
        {
            PickleThrow.NotACheckpoint(path, "it does not say which byte order it has");
            return;
        }

        if (!little)
        {
            PickleThrow.BigEndian(path, "big");
        }
    }

    private static Dictionary<string, long> FindStorages(SafeFileHandle handle, string path, object? keys, PickledTensorBuilder tensors, long position, long fileLength)
    {
        Dictionary<string, long> starts = new(StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (object? key in keys as List<object?> ?? [])
        {
            if (key is not string name || !tensors.Storages.TryGetValue(name, out PickledStorage? storage) || !starts.TryAdd(name, position + count.Length))
            {
                PickleThrow.NotACheckpoint(path, "its list of storages names one twice, or one that no tensor uses");
                return starts;
            }

            FileBytes.Read(handle, path, position, count);
            long written = BinaryPrimitives.ReadInt64LittleEndian(count);
            if (written != storage.Count || storage.ByteCount > fileLength - position - count.Length)
            {
                PickleThrow.Storage(path, name, $"has {written:N0} elements and {fileLength - position - count.Length:N0} bytes follow, {storage.Count:N0} elements of {storage.Type.GetName()} expected");
            }

            position += count.Length + (long)storage.ByteCount;
        }

        if (tensors.Storages.Keys.FirstOrDefault(k => !starts.ContainsKey(k)) is string lost)
        {
            PickleThrow.Storage(path, lost, "is not in the file's list of storages");
        }

        return starts;
    }
}
