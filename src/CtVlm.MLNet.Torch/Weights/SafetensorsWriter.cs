using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Writes a safetensors file piece by piece, so that no tensor need be in memory whole.</summary>
/// <remarks>
/// The file appears under its name when <see cref="Complete"/> is called; until then, and after a failure, there is none.
/// <b>Source:</b> huggingface/safetensors, README.md, Format (Apache-2.0).
/// </remarks>
public sealed class SafetensorsWriter : IDisposable
{
    private const int Alignment = 8;

    private readonly string _path;
    private readonly string _aside;
    private readonly FileStream _stream;
    private readonly Dictionary<string, Slot> _slots;
    private bool _isComplete;

    private SafetensorsWriter(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        _path = Path.GetFullPath(path);
        _aside = $"{_path}.{Guid.NewGuid():N}.partial";
        _slots = Layout(tensors);
        byte[] header = MakeHeader(_slots.Values, metadata);
        _stream = new FileStream(_aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        _stream.Write(length);
        _stream.Write(header);
        DataStart = _stream.Position;
    }

    private long DataStart { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file; one that is there is replaced at the end.</param>
    /// <param name="tensors">Every tensor that will be written, each name once.</param>
    /// <param name="metadata">Free text for the header; null for none.</param>
    /// <returns>The writer; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or a dimension is below 0.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static SafetensorsWriter Create(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.FirstOrDefault(t => t.Name == SafetensorsHeader.MetadataKey || t.Shape.Any(d => d < 0)) is SafetensorsTensor bad)
        {
            throw new ArgumentException($"Tensor '{bad.Name}' of shape [{string.Join(", ", bad.Shape)}] cannot be written: the name is reserved or a dimension is below 0.", nameof(tensors));
        }

        if (tensors.CountBy(t => t.Name).FirstOrDefault(c => c.Value > 1).Key is string twice)
        {
            throw new ArgumentException($"Tensor '{twice}' is named twice.", nameof(tensors));
        }

        return new SafetensorsWriter(path, tensors, metadata);
    }

    /// <summary>Appends float32 elements to a tensor.</summary>
    /// <param name="name">A tensor of type <see cref="SafetensorsType.Float32"/>.</param>
    /// <param name="values">The next elements in row-major order.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it has another type, or it would overflow.</exception>
    public void Write(string name, ReadOnlySpan<float> values) => Append(name, SafetensorsType.Float32, MemoryMarshal.AsBytes(values));

    /// <summary>Appends float64 elements to a tensor.</summary>
    /// <param name="name">A tensor of type <see cref="SafetensorsType.Float64"/>.</param>
    /// <param name="values">The next elements in row-major order.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it has another type, or it would overflow.</exception>
    public void Write(string name, ReadOnlySpan<double> values) => Append(name, SafetensorsType.Float64, MemoryMarshal.AsBytes(values));

    /// <summary>Appends raw little-endian bytes to a tensor of any type.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="bytes">The next bytes.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or it would overflow.</exception>
    public void WriteBytes(string name, ReadOnlySpan<byte> bytes) => Append(name, null, bytes);

    /// <summary>Finishes the file and puts it under its name.</summary>
    /// <exception cref="InvalidOperationException">A tensor has not all of its bytes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Complete()
    {
        if (_slots.Values.FirstOrDefault(s => s.Written != s.Tensor.ByteCount) is Slot slot)
        {
            throw new InvalidOperationException(
                $"Safetensors file {_path}: tensor '{slot.Tensor.Name}' needs {slot.Tensor.ByteCount:N0} bytes, got {slot.Written:N0}. Write the rest before Complete.");
        }

        // The name must never stand for bytes that a lost power supply takes away.
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_aside, _path, overwrite: true);
        _isComplete = true;
    }

    /// <summary>Closes the file; one that is not complete is removed.</summary>
    public void Dispose()
    {
        try
        {
            // Throws once more where the disk is full.
            _stream.Dispose();
        }
        finally
        {
            if (!_isComplete)
            {
                File.Delete(_aside);
            }
        }
    }

    private void Append(string name, SafetensorsType? type, ReadOnlySpan<byte> bytes)
    {
        if (!_slots.TryGetValue(name, out Slot? slot))
        {
            throw new ArgumentException($"Tensor '{name}' was not announced when the file was begun; announced: {string.Join(", ", _slots.Keys)}.", nameof(name));
        }

        if (type is not null && type != slot.Tensor.Type)
        {
            throw new ArgumentException($"Tensor '{name}' has the type {slot.Tensor.Type}, got {type}.", nameof(name));
        }

        if (bytes.Length > slot.Tensor.ByteCount - slot.Written)
        {
            throw new ArgumentException($"Tensor '{name}' has {slot.Tensor.ByteCount:N0} bytes; {slot.Written:N0} are written and {bytes.Length:N0} more do not fit.", nameof(name));
        }

        long at = DataStart + slot.Begin + slot.Written;
        if (_stream.Position != at)
        {
            _stream.Position = at;
        }

        _stream.Write(bytes);
        slot.Written += bytes.Length;
    }

    // Wide elements first: then every tensor is aligned to its own element.
    private static Dictionary<string, Slot> Layout(IReadOnlyList<SafetensorsTensor> tensors)
    {
        Dictionary<string, Slot> slots = new(StringComparer.Ordinal);
        long at = 0;
        foreach (SafetensorsTensor tensor in tensors.OrderByDescending(t => t.Type.GetSize()))
        {
            slots.Add(tensor.Name, new Slot(tensor, at));
            at = checked(at + tensor.ByteCount);
        }

        return slots;
    }

    private static byte[] MakeHeader(IEnumerable<Slot> slots, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (Slot slot in slots)
            {
                WriteEntry(json, slot);
            }

            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach ((string key, string value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, Slot slot)
    {
        json.WriteStartObject(slot.Tensor.Name);
        json.WriteString("dtype", slot.Tensor.Type.GetName());
        json.WriteStartArray("shape");
        foreach (long dimension in slot.Tensor.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(slot.Begin);
        json.WriteNumberValue(slot.Begin + slot.Tensor.ByteCount);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed class Slot(SafetensorsTensor tensor, long begin)
    {
        public SafetensorsTensor Tensor { get; } = tensor;

        public long Begin { get; } = begin;

        public long Written { get; set; }
    }
}
