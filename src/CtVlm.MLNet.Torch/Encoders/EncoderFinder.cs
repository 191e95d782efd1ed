namespace CtVlm.MLNet.Torch;

/// <summary>Finds the encoder that a saved model names, and makes sure that it is the same.</summary>
internal static class EncoderFinder
{
    /// <summary>The variable that names a folder of encoder folders.</summary>
    public const string Variable = "CTVLM_MODELS";

    /// <summary>Finds the encoder of a reference.</summary>
    /// <exception cref="WeightsException">It is not found, or what is found is another one.</exception>
    public static EncoderSource Find(EncoderReference reference) => reference.Kind switch
    {
        FolderEncoderSource.Kind => FindFolder(reference, reference.Location, new VlmEncoderOptions()),
        EncoderChanges.Kind => FindFolderWithOptions(reference, EncoderChanges.Parse(reference.Location)),
        SeedEncoderSource.Kind => FindSeed(reference),
        AdaptedEncoderSource.Kind => throw new WeightsException($"Encoder '{reference.Name}' is adapted, and its changes are not in the model file. Save the model again."),
        _ => throw new WeightsException(
            $"Encoder '{reference.Name}': the model file has the kind '{reference.Kind}'; known are {FolderEncoderSource.Kind}, {EncoderChanges.Kind}, {SeedEncoderSource.Kind} and {AdaptedEncoderSource.Kind}. Load it with the version that saved it."),
    };

    /// <summary>Opens a copy of an encoder's files that <see cref="EncoderSource.CopyFiles"/> made.</summary>
    /// <param name="reference">The encoder of a folder.</param>
    /// <param name="folder">The copy.</param>
    /// <exception cref="WeightsException">It is another encoder.</exception>
    public static FolderEncoderSource OpenCopy(EncoderReference reference, string folder)
    {
        VlmEncoderOptions options = reference.Kind switch
        {
            FolderEncoderSource.Kind => new VlmEncoderOptions(),
            EncoderChanges.Kind => OptionsOfCopy(EncoderChanges.Parse(reference.Location), folder),
            _ => throw new WeightsException($"Encoder '{reference.Name}': the model file holds files of an encoder of the kind '{reference.Kind}', which has none. Save the model again."),
        };
        FolderEncoderSource source = new(folder, options);
        return source.GetHash() == reference.Hash
            ? source
            : throw new WeightsException($"Encoder '{reference.Name}': the files that the model file held are not those that were saved: {Differ(reference.Hash, source.GetHash())}. They are in {folder}; delete that folder and load the model again.");
    }

    private static VlmEncoderOptions OptionsOfCopy(EncoderDescription description, string folder) =>
        description.ToOptions(description.Adapter is null ? null : Path.Combine(folder, EncoderChanges.AdapterFolder));

    private static SeedEncoderSource FindSeed(EncoderReference reference)
    {
        SeedEncoderSource source = SeedEncoderSource.Parse(reference.Location);
        return source.GetHash() == reference.Hash
            ? source
            : throw new WeightsException($"Encoder '{reference.Name}' is made from a seed, and this version makes other weights of it: {Differ(reference.Hash, source.GetHash())}. Load the model with the version that saved it, or fit it again.");
    }

    private static FolderEncoderSource FindFolderWithOptions(EncoderReference reference, EncoderDescription description)
    {
        string? adapter = description.Adapter is AdapterDescription saved
            ? FindBelow("Adapter", saved.Name, saved.Folder, saved.Hash, LoraAdapter.Open, found => found.GetHash()).Path
            : null;
        return FindFolder(reference, description.Folder, description.ToOptions(adapter));
    }

    private static FolderEncoderSource FindFolder(EncoderReference reference, string folder, VlmEncoderOptions options) =>
        FindBelow("Encoder", reference.Name, folder, reference.Hash, path => new FolderEncoderSource(path, options), found => found.GetHash());

    // The first place that holds what has the hash.
    private static TFound FindBelow<TFound>(string what, string name, string location, string hash, Func<string, TFound> open, Func<TFound, string> getHash)
    {
        List<string> tried = [];
        foreach (string path in Candidates(name, location))
        {
            if (!Directory.Exists(path))
            {
                tried.Add($"{path} (no such folder)");
                continue;
            }

            try
            {
                TFound found = open(path);
                string got = getHash(found);
                if (got == hash)
                {
                    return found;
                }

                tried.Add($"{path} (another {what.ToLowerInvariant()}: {Differ(hash, got)})");
            }
            catch (Exception e) when (e is WeightsException or ArgumentException)
            {
                tried.Add($"{path} ({e.Message})");
            }
        }

        throw new WeightsException(
            $"{what} '{name}', which the model was fitted with, was not found. Tried: {string.Join("; ", tried)}. "
            + $"Put its folder at one of these places, or name the folder that holds '{name}' in the {Variable} variable.");
    }

    private static IEnumerable<string> Candidates(string name, string location)
    {
        List<string> paths = [location];

        // The name comes from a file: it must not lead out of the folders below.
        if (name.Length > 0 && name == Path.GetFileName(name) && name is not "." and not "..")
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } models)
            {
                paths.Add(Path.Combine(models, name));
            }

            paths.Add(Path.Combine(Directory.GetCurrentDirectory(), name));

            // Where a package puts an encoder: a model fitted with the demonstration encoder finds it in any program that has the package.
            paths.Add(Path.Combine(AppContext.BaseDirectory, name));
        }

        return paths.Where(p => p.Length > 0 && !p.Contains('\0', StringComparison.Ordinal)).Select(Path.GetFullPath).Distinct();
    }

    private static string Differ(string expected, string got) => $"hash {Shorten(expected)} expected, got {Shorten(got)}";

    private static string Shorten(string hash) => hash.Length > 12 ? hash[..12] + "..." : hash;
}
