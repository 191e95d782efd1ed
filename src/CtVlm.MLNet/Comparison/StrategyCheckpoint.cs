using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CtVlm.MLNet;

/// <summary>Keeps finished fits in a folder, so that a run that was stopped or killed at any moment goes on where it was.</summary>
/// <remarks>
/// Layout: experiment.json, one <see cref="StrategyCheckpointHeader"/>, written beside and renamed; fits.jsonl, one line a fit: the first 16 hexadecimal characters of the
/// SHA-256 of the rest, a space, a <see cref="StrategyUnitResult"/> as JSON, a line feed. Lines are only ever appended, each by one write. What a writer that died left
/// unfinished at the end is cut off when the folder is opened; a line that does not match its hash counts as not there. fits.jsonl is locked while it is open.
/// </remarks>
internal sealed class StrategyCheckpoint : IDisposable
{
    private const int HashCharacters = 16;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _folder;
    private readonly FileStream _file;

    private StrategyCheckpoint(string folder, FileStream file, StrategyCheckpointHeader? header, IReadOnlyList<StrategyUnitResult> results)
    {
        _folder = folder;
        _file = file;
        Header = header;
        Results = results;
    }

    /// <summary>What the folder belonged to when it was opened; null where it was new.</summary>
    public StrategyCheckpointHeader? Header { get; }

    /// <summary>The fits that it held when it was opened.</summary>
    public IReadOnlyList<StrategyUnitResult> Results { get; }

    private static string HeaderName => "experiment.json";

    /// <summary>Opens a folder, or makes it.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another experiment, is in use, or is no checkpoint.</exception>
    public static StrategyCheckpoint Open(string folder, StrategyCheckpointHeader expected)
    {
        Directory.CreateDirectory(folder);
        FileStream file = Lock(folder);
        try
        {
            StrategyCheckpointHeader? header = ReadHeader(folder);
            string[] differences = [.. header?.Differences(expected) ?? []];
            return differences.Length == 0
                ? new StrategyCheckpoint(folder, file, header, header is null ? [] : ReadResults(file))
                : throw new InvalidOperationException(
                    $"StrategyExperiment: checkpoint folder '{folder}' belongs to another experiment: {string.Join(" and ", differences)} differ. Name another folder, or delete this one to begin anew.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Says what the folder belongs to.</summary>
    public void WriteHeader(StrategyCheckpointHeader header)
    {
        string temporary = Path.Combine(_folder, $"{HeaderName}.{Environment.ProcessId}.tmp");
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(header, Json));
        File.Move(temporary, Path.Combine(_folder, HeaderName), overwrite: true);
    }

    /// <summary>Keeps a fit.</summary>
    public void Append(StrategyUnitResult result)
    {
        string json = JsonSerializer.Serialize(result, Json);
        _file.Write(Encoding.UTF8.GetBytes($"{StrategyText.Hash(json, HashCharacters)} {json}\n"));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "fits.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new InvalidOperationException($"StrategyExperiment: checkpoint folder '{folder}' is in use by another run, or cannot be written. Wait for it to end, or name another folder.", failure);
        }
    }

    private static StrategyCheckpointHeader? ReadHeader(string folder)
    {
        string path = Path.Combine(folder, HeaderName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<StrategyCheckpointHeader>(File.ReadAllBytes(path), Json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException failure)
        {
            throw new InvalidOperationException($"StrategyExperiment: '{HeaderName}' in checkpoint folder '{folder}' cannot be read. Name another folder, or delete this one to begin anew.", failure);
        }
    }

    private static List<StrategyUnitResult> ReadResults(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
        return [.. Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<StrategyUnitResult>()];
    }

    private static StrategyUnitResult? Parse(string line) =>
        line.Length > HashCharacters && line[HashCharacters] == ' ' && StrategyText.Hash(line[(HashCharacters + 1)..], HashCharacters) == line[..HashCharacters]
            ? JsonSerializer.Deserialize<StrategyUnitResult>(line[(HashCharacters + 1)..], Json)
            : null;
}
