namespace CtVlm.MLNet.Torch;

/// <summary>An encoder's folder: as its publisher ships it, or as a download of the model hub left it.</summary>
/// <param name="Path">Full path of the folder that holds the files.</param>
/// <param name="Name">Short name: the folder's, or the model's on the hub.</param>
/// <remarks>
/// Hub layout: models--ORGANISATION--NAME/refs/main holds a commit, snapshots/COMMIT the files, as links into ../../blobs. Where the main branch was not downloaded, the one
/// revision that was is taken.
/// <b>Source:</b> huggingface_hub documentation, "Understand caching".
/// </remarks>
internal sealed record EncoderFolder(string Path, string Name)
{
    /// <summary>The model's configuration.</summary>
    public const string ConfigJson = "config.json";

    /// <summary>The configuration of the pixels.</summary>
    public const string PreprocessorJson = "preprocessor_config.json";

    private const string HubPrefix = "models--";
    private const string Snapshots = "snapshots";
    private const string References = "refs";
    private const string MainReference = "main";
    private const int MaximumReferences = 1000;
    private const int MaximumReferenceBytes = 1024;

    /// <summary>Finds the files of an encoder.</summary>
    /// <exception cref="WeightsException">There is no such folder, or it is a hub folder without a download.</exception>
    public static EncoderFolder Find(string folder)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        if (!Directory.Exists(full))
        {
            throw new WeightsException($"Encoder folder {full}: there is no such folder. Expected one with the files that the model's publisher ships: config.json or open_clip_config.json, and its weights.");
        }

        string name = System.IO.Path.GetFileName(full);
        if (name.StartsWith(HubPrefix, StringComparison.Ordinal) && Directory.Exists(System.IO.Path.Combine(full, Snapshots)))
        {
            return new EncoderFolder(FindSnapshot(full), HubName(name));
        }

        string? grandparent = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(full)));
        bool isSnapshot = grandparent?.StartsWith(HubPrefix, StringComparison.Ordinal) == true
            && System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(full)) == Snapshots;
        return new EncoderFolder(full, isSnapshot ? HubName(grandparent!) : name);
    }

    /// <summary>Full path of one of the folder's files.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Whether the folder holds a file.</summary>
    public bool Has(string name) => System.IO.File.Exists(File(name));

    /// <summary>Refuses a folder in which a file or the weights are missing.</summary>
    /// <param name="family">Description of the family whose files are expected.</param>
    /// <param name="files">Names of files.</param>
    /// <exception cref="WeightsException">Files are missing; all of them are in the message.</exception>
    public void Require(string family, params IReadOnlyList<string> files)
    {
        List<string> missing = [.. files.Where(f => !Has(f))];
        if (!Checkpoint.Exists(Path))
        {
            missing.Add(CheckpointFiles.Expected);
        }

        if (missing.Count > 0)
        {
            throw new WeightsException($"Encoder folder {Path}: missing {string.Join(", ", missing)}. Expected the files of {family}. {DescribeFiles()} Fetch the missing files into the folder.");
        }
    }

    /// <summary>An exception for a folder that no family recognizes.</summary>
    public WeightsException Unknown(IReadOnlyList<string> families)
    {
        string type = Has(ConfigJson) && ConfigurationFile.Read(File(ConfigJson)).GetString("model_type", "") is { Length: > 0 } named ? $" Its {ConfigJson} says 'model_type' is '{named}'." : "";
        return new WeightsException($"Encoder folder {Path}: no family that can be loaded.{type} Known are {string.Join("; ", families)}. {DescribeFiles()} Fetch the model's own files into the folder.");
    }

    private string DescribeFiles()
    {
        string[] present = [.. Directory.EnumerateFiles(Path).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal).Take(12)];
        return $"Found {(present.Length == 0 ? "no files" : string.Join(", ", present))}.";
    }

    private static string HubName(string folderName) => folderName[(folderName.LastIndexOf("--", StringComparison.Ordinal) + 2)..];

    private static string FindSnapshot(string hub)
    {
        string[] snapshots = Directory.GetDirectories(System.IO.Path.Combine(hub, Snapshots));
        string references = System.IO.Path.Combine(hub, References);
        if (ReadReference(hub, System.IO.Path.Combine(references, MainReference)) is string main)
        {
            return main;
        }

        // A download of another revision alone: refs/v1.0, refs/pr/3.
        string[] others = Directory.Exists(references)
            ? [.. Directory.EnumerateFiles(references, "*", SearchOption.AllDirectories).Take(MaximumReferences).Select(r => ReadReference(hub, r)).OfType<string>().Distinct()]
            : [];
        string[] candidates = others.Length > 0 ? others : snapshots;
        return candidates.Length == 1
            ? candidates[0]
            : throw new WeightsException(
                $"Hub folder {hub}: refs/{MainReference} names no snapshot, and there are {snapshots.Length} snapshots, {others.Length} of them named by other references, one expected. Name the snapshot's own folder, or download the model again.");
    }

    private static string? ReadReference(string hub, string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return null;
        }

        // The file may be a link: what counts is the length at its end.
        using StreamReader reader = new(System.IO.File.OpenRead(file));
        if (reader.BaseStream.Length > MaximumReferenceBytes)
        {
            return null;
        }

        string commit = reader.ReadToEnd().Trim();
        string named = System.IO.Path.Combine(hub, Snapshots, commit);

        // A commit is a file name: nothing outside the folder is read.
        return commit.Length > 0 && commit == System.IO.Path.GetFileName(commit) && commit is not "." and not ".." && Directory.Exists(named) ? named : null;
    }
}
