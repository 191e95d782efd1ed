using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>A safetensors file, mapped into memory: only what is read is brought in, and nothing is copied twice.</summary>
/// <remarks>Thread-safe for reading. Everything that the header says is checked when the file is opened.</remarks>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly Dictionary<string, SafetensorsEntry> _byName;
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private int _disposed;

    private SafetensorsFile(string path, SafetensorsHeader.Content content, SafeFileHandle handle, MemoryMappedFile map)
    {
        Path = path;
        _handle = handle;
        Entries = content.Entries;
        Metadata = content.Metadata;
        _byName = content.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        _map = map;
        _view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Free text of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file; the caller disposes it.</returns>
    /// <exception cref="WeightsException">It is not a sound safetensors file; the message names the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.GetFullPath(path);
        FileLinks.Check(full);
        FileStream stream = File.OpenRead(full);
        try
        {
            SafetensorsHeader.Content content = SafetensorsHeader.Read(stream, full);
            MemoryMappedFile map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new SafetensorsFile(full, content, stream.SafeFileHandle, map);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="WeightsException">There is no such tensor.</exception>
    public SafetensorsEntry GetEntry(string name)
    {
        if (!_byName.TryGetValue(name, out SafetensorsEntry? entry))
        {
            SafetensorsThrow.NoSuchTensor(Path, name, _byName.Keys);
        }

        return entry;
    }

    /// <summary>The bytes of a tensor as they are in the file, little-endian, row-major.</summary>
    /// <param name="entry">A tensor of this file.</param>
    /// <returns>A view that is valid until the file is disposed.</returns>
    /// <exception cref="WeightsException">The tensor has more than 2,147,483,647 bytes; use the overload with a range.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlySpan<byte> GetBytes(SafetensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.ByteCount > int.MaxValue)
        {
            SafetensorsThrow.TooLarge(Path, entry);
        }

        return GetBytes(entry, 0, (int)entry.ByteCount);
    }

    /// <summary>A part of the bytes of a tensor.</summary>
    /// <param name="entry">A tensor of this file.</param>
    /// <param name="offset">The part's first byte, counted from the tensor's.</param>
    /// <param name="count">The part's bytes.</param>
    /// <returns>A view that is valid until the file is disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie inside the tensor, or the tensor not inside the file.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlySpan<byte> GetBytes(SafetensorsEntry entry, long offset, int count)
    {
        CheckRange(entry, offset, count);
        return new ReadOnlySpan<byte>(_start + entry.Offset + offset, count);
    }

    /// <summary>Reads a part of the bytes of a tensor without the map: what is read is in memory once.</summary>
    /// <exception cref="WeightsException">The file became shorter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As for a view.</exception>
    internal void Read(SafetensorsEntry entry, long offset, Span<byte> destination)
    {
        CheckRange(entry, offset, destination.Length);
        FileBytes.Read(_handle, Path, entry.Offset + offset, destination);
    }

    /// <summary>Reads a floating-point tensor as float32, row-major.</summary>
    /// <param name="name">The tensor's name; F64 is rounded, F16 and BF16 are exact.</param>
    /// <returns>A new array of as many numbers as the tensor has elements.</returns>
    /// <exception cref="WeightsException">There is no such tensor, it is not of a floating-point type, or it is too large for an array.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public float[] ReadFloat32(string name)
    {
        SafetensorsEntry entry = GetEntry(name);
        float[] values = new float[checked((int)Math.Min(entry.ElementCount, Array.MaxLength))];
        ReadOnlySpan<byte> bytes = GetBytes(entry);
        switch (entry.Type)
        {
            case SafetensorsType.Float32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                break;
            case SafetensorsType.Float64:
                FloatConversions.DoubleToSingle(bytes, values);
                break;
            case SafetensorsType.Float16:
                FloatConversions.HalfToSingle(bytes, values);
                break;
            case SafetensorsType.BFloat16:
                FloatConversions.BFloat16ToSingle(bytes, values);
                break;
            default:
                SafetensorsThrow.NotFloat(Path, entry);
                break;
        }

        return values;
    }

    /// <summary>Unmaps and closes the file; idempotent. Views of it are then invalid.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }

    private void CheckRange(SafetensorsEntry entry, long offset, int count)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteCount - count);
        if (!_byName.TryGetValue(entry.Name, out SafetensorsEntry? own) || own != entry)
        {
            throw new ArgumentOutOfRangeException(nameof(entry), $"Tensor '{entry.Name}' is not one of {Path}.");
        }
    }
}
