namespace CtVlm.MLNet.Torch;

/// <summary>The names that publishers give to the weights of a folder, and which of them is taken.</summary>
internal static class CheckpointFiles
{
    private const string Index = ".index.json";

    // Safetensors first: the same weights are often there in both forms, and these need no pickle.
    private static readonly string[] s_names =
    [
        Checkpoint.FileName, Checkpoint.IndexFileName, "open_clip_model.safetensors", "pytorch_model.bin", "pytorch_model.bin" + Index, "open_clip_pytorch_model.bin",
    ];

    private static readonly string[] s_extensions = [".pt", ".pth"];

    /// <summary>Every name in order of preference, for messages: "model.safetensors (or ...)".</summary>
    public static string Expected { get; } =
        $"{s_names[0]} (or {string.Join(", ", s_names.Skip(1).Select(n => IsIndex(n) ? n + " with its shards" : n))}, or one single file *.pt or *.pth)";

    /// <summary>The file to open: the preferred one of the known names, else the only *.pt or *.pth; null where there is neither.</summary>
    public static string? Find(string folder) =>
        s_names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists) ?? (FindOthers(folder) is [string only] ? only : null);

    /// <summary>Every *.pt and *.pth of a folder, in order of names.</summary>
    public static IReadOnlyList<string> FindOthers(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(f => s_extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a file names shards.</summary>
    public static bool IsIndex(string path) => path.EndsWith(Index, StringComparison.Ordinal);
}
