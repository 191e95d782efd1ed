using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>The file that says which shard of a checkpoint holds which tensor.</summary>
internal static class ShardIndex
{
    private const long MaximumBytes = 64L << 20;

    /// <summary>Full paths of the shards, each once, in order of names.</summary>
    /// <exception cref="WeightsException">The index is not sound, or shards are missing; all of them are in the message.</exception>
    public static IReadOnlyList<string> ReadShards(string index)
    {
        string folder = Path.GetDirectoryName(index)!;
        string[] names = [.. ReadNames(index).Distinct().Order(StringComparer.Ordinal)];

        // A shard lies beside its index: nothing outside the folder is read.
        if (names.FirstOrDefault(n => n.Length == 0 || n != Path.GetFileName(n) || n is "." or "..") is string outside)
        {
            throw new WeightsException($"Checkpoint index {index}: shard '{outside}' is not a file name. Fetch the index again.");
        }

        string[] missing = [.. names.Where(n => !File.Exists(Path.Combine(folder, n)))];
        return missing.Length == 0
            ? [.. names.Select(n => Path.Combine(folder, n))]
            : throw new WeightsException($"Checkpoint index {index}: {missing.Length} of {names.Length} shards are missing: {string.Join(", ", missing)}. Fetch them into the same folder.");
    }

    private static string[] ReadNames(string index)
    {
        FileLinks.Check(index);
        using FileStream stream = File.OpenRead(index);
        if (stream.Length > MaximumBytes)
        {
            throw new WeightsException($"Checkpoint index {index}: {stream.Length:N0} bytes, at most {MaximumBytes:N0} expected. It is not an index.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            return [.. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(p => p.Value.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WeightsException($"Checkpoint index {index}: not the JSON that is expected, an object with 'weight_map': {e.Message} Fetch the index again.", e);
        }
    }
}
