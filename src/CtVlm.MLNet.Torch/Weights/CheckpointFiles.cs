namespace CtVlm.MLNet.Torch;

/// <summary>The names that publishers give to the weights of a folder, and which of them is taken.</summary>
internal static class CheckpointFiles
{
    private const string Index = ".index.json";

    private const string OpenClipSafetensors = "open_clip_model.safetensors";
    private const string TorchPickle = "pytorch_model.bin";
    private const string OpenClipPickle = "open_clip_pytorch_model.bin";

    private static readonly string[] s_extensions = [".pt", ".pth"];

    /// <summary>Names of the weights that belong to a config.json; safetensors first, for the same weights are often there in both forms, and these need no pickle.</summary>
    public static IReadOnlyList<string> Common { get; } = [Checkpoint.FileName, Checkpoint.IndexFileName, TorchPickle, TorchPickle + Index];

    /// <summary>Names of the weights that belong to an open_clip_config.json, in the same order.</summary>
    public static IReadOnlyList<string> OpenClip { get; } = [OpenClipSafetensors, OpenClipSafetensors + Index, OpenClipPickle, OpenClipPickle + Index];

    /// <summary>Every name, for messages: "model.safetensors (or ...)".</summary>
    public static string Expected { get; } =
        $"{Common[0]} (or {string.Join(", ", Common.Skip(1).Concat(OpenClip).Select(n => IsIndex(n) ? n + " with its shards" : n))}, or one single file *.pt or *.pth)";

    /// <summary>
    /// The file to open: of the known names the first of the layout whose configuration the folder has, then those of the other layout, else the only
    /// *.pt or *.pth; null where there is none.
    /// </summary>
    public static string? Find(string folder)
    {
        bool isOpenClip = !File.Exists(Path.Combine(folder, EncoderFolder.ConfigJson)) && File.Exists(Path.Combine(folder, OpenClipConfigFile.FileName));
        IEnumerable<string> names = isOpenClip ? OpenClip.Concat(Common) : Common.Concat(OpenClip);
        return names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists) ?? (FindOthers(folder) is [string only] ? only : null);
    }

    /// <summary>Every *.pt and *.pth of a folder, in order of names.</summary>
    public static IReadOnlyList<string> FindOthers(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(f => s_extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a file names shards.</summary>
    public static bool IsIndex(string path) => path.EndsWith(Index, StringComparison.Ordinal);
}
