using System.Buffers.Binary;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads and checks a safetensors header: every byte of the data belongs to exactly one tensor.</summary>
/// <remarks>
/// Layout: header length u64 little-endian; header, UTF-8 JSON, name -> {dtype, shape, data_offsets [begin, end)}, and __metadata__;
/// data, to which the offsets refer. <b>Source:</b> huggingface/safetensors, README.md, Format (Apache-2.0).
/// </remarks>
internal static class SafetensorsHeader
{
    /// <summary>The largest header that is read, as in the reference implementation.</summary>
    public const long MaximumBytes = 100_000_000;

    /// <summary>The key that holds free text instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private const int MaximumRank = 16;

    /// <summary>The parsed header.</summary>
    /// <param name="Entries">The tensors in the order of their data.</param>
    /// <param name="Metadata">Free text.</param>
    public sealed record Content(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata);

    /// <summary>Reads the header from a stream at its start.</summary>
    /// <exception cref="WeightsException">It is not a sound safetensors file.</exception>
    public static Content Read(Stream stream, string path)
    {
        long fileLength = stream.Length;
        Span<byte> prefix = stackalloc byte[8];
        if (fileLength < prefix.Length)
        {
            SafetensorsThrow.TooShort(path, fileLength);
        }

        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long room = fileLength - prefix.Length;
        if (length > (ulong)Math.Min(room, MaximumBytes))
        {
            SafetensorsThrow.HeaderTooLong(path, length, room, MaximumBytes);
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        long dataStart = prefix.Length + header.Length;
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = Parse(header, path, dataStart, fileLength - dataStart);
        List<SafetensorsEntry> ordered = [.. entries.OrderBy(e => e.Offset).ThenBy(e => e.ByteCount)];
        CheckCoverage(ordered, path, dataStart, fileLength);
        return new Content(ordered, metadata);
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(byte[] header, string path, long dataStart, long dataLength)
    {
        List<SafetensorsEntry> entries = [];
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        HashSet<string> names = new(StringComparer.Ordinal);
        try
        {
            // A document keeps duplicate names, which a dictionary would lose.
            using JsonDocument document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                SafetensorsThrow.NotJson(path, $"an object expected, got {document.RootElement.ValueKind}.");
            }

            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    SafetensorsThrow.DuplicateName(path, property.Name);
                }

                if (property.Name == MetadataKey)
                {
                    ReadMetadata(property.Value, metadata, path);
                }
                else
                {
                    entries.Add(ReadEntry(property, path, dataStart, dataLength));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8.
            SafetensorsThrow.NotJson(path, e.Message, e);
        }

        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            SafetensorsThrow.NotJson(path, $"{MetadataKey} is {element.ValueKind}, an object of texts expected.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                SafetensorsThrow.NotJson(path, $"{MetadataKey} holds {property.Value.ValueKind}, a text expected.");
            }

            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private static SafetensorsEntry ReadEntry(JsonProperty property, string path, long dataStart, long dataLength)
    {
        string name = property.Name;
        CheckFields(property, path);
        long[] shape = ReadNumbers(property, "shape", path);
        long[] offsets = ReadNumbers(property, "data_offsets", path);
        if (offsets.Length != 2)
        {
            SafetensorsThrow.MissingField(path, name, "data_offsets");
        }

        string? typeName = property.Value.TryGetProperty("dtype", out JsonElement dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        if (SafetensorsTypes.Find(typeName) is not SafetensorsType type)
        {
            SafetensorsThrow.UnknownType(path, name, typeName);
            return null;
        }

        (long begin, long end) = (offsets[0], offsets[1]);
        if (begin > end || end > dataLength)
        {
            SafetensorsThrow.OutOfRange(path, name, begin, end, dataLength);
        }

        SafetensorsEntry entry = new(name, type, shape, dataStart + begin, end - begin);
        Int128 expected = CountBytes(shape, type);
        if (expected != entry.ByteCount)
        {
            SafetensorsThrow.ShapeMismatch(path, name, entry.ShapeText, type.GetName(), expected, entry.ByteCount);
        }

        return entry;
    }

    // Of a field that comes twice one reader takes the first and another the last.
    private static void CheckFields(JsonProperty property, string path)
    {
        if (property.Value.ValueKind == JsonValueKind.Object && property.Value.EnumerateObject().CountBy(p => p.Name).FirstOrDefault(c => c.Value > 1).Key is string field)
        {
            SafetensorsThrow.DuplicateField(path, property.Name, field);
        }
    }

    private static long[] ReadNumbers(JsonProperty property, string field, string path)
    {
        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty(field, out JsonElement array)
            || array.ValueKind != JsonValueKind.Array
            || array.GetArrayLength() > MaximumRank)
        {
            SafetensorsThrow.MissingField(path, property.Name, field);
            return [];
        }

        long[] numbers = new long[array.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
            {
                SafetensorsThrow.MissingField(path, property.Name, field);
            }
        }

        return numbers;
    }

    // Any product above 2^63 is wrong, and saturating there keeps the multiplication from wrapping back to a plausible number.
    private static Int128 CountBytes(long[] shape, SafetensorsType type)
    {
        Int128 count = type.GetSize();
        foreach (long dimension in shape.Contains(0) ? [0] : shape)
        {
            count = Int128.Min(count * dimension, long.MaxValue);
        }

        return count;
    }

    private static void CheckCoverage(List<SafetensorsEntry> ordered, string path, long dataStart, long fileLength)
    {
        long at = dataStart;
        string previous = "";
        foreach (SafetensorsEntry entry in ordered)
        {
            if (entry.Offset < at)
            {
                SafetensorsThrow.Overlap(path, entry.Name, previous);
            }

            if (entry.Offset > at)
            {
                SafetensorsThrow.Gap(path, entry.Name, entry.Offset - at);
            }

            at = entry.Offset + entry.ByteCount;
            previous = entry.Name;
        }

        if (at != fileLength)
        {
            SafetensorsThrow.Trailing(path, fileLength - at);
        }
    }
}
