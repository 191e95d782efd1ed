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
        FolderEncoderSource.Kind => FindFolder(reference),
        SeedEncoderSource.Kind => FindSeed(reference),
        _ => throw new WeightsException($"Encoder '{reference.Name}': the model file has the kind '{reference.Kind}'; known are {FolderEncoderSource.Kind} and {SeedEncoderSource.Kind}. Load it with the version that saved it."),
    };

    private static SeedEncoderSource FindSeed(EncoderReference reference)
    {
        SeedEncoderSource source = SeedEncoderSource.Parse(reference.Location);
        return source.GetHash() == reference.Hash
            ? source
            : throw new WeightsException($"Encoder '{reference.Name}' is made from a seed, and this version makes other weights of it: {Differ(reference.Hash, source.GetHash())}. Load the model with the version that saved it, or fit it again.");
    }

    private static FolderEncoderSource FindFolder(EncoderReference reference)
    {
        List<string> tried = [];
        foreach (string path in Candidates(reference))
        {
            if (!Directory.Exists(path))
            {
                tried.Add($"{path} (no such folder)");
                continue;
            }

            try
            {
                FolderEncoderSource source = new(path, new VlmEncoderOptions());
                if (source.GetHash() == reference.Hash)
                {
                    return source;
                }

                tried.Add($"{path} (another encoder: {Differ(reference.Hash, source.GetHash())})");
            }
            catch (WeightsException e)
            {
                tried.Add($"{path} ({e.Message})");
            }
        }

        throw new WeightsException(
            $"Encoder '{reference.Name}', which the model was fitted with, was not found. Tried: {string.Join("; ", tried)}. "
            + $"Put its folder at one of these places, or name the folder that holds '{reference.Name}' in the {Variable} variable.");
    }

    private static IEnumerable<string> Candidates(EncoderReference reference)
    {
        List<string> paths = [reference.Location];

        // The name comes from a file: it must not lead out of the folders below.
        if (reference.Name.Length > 0 && reference.Name == Path.GetFileName(reference.Name) && reference.Name is not "." and not "..")
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } models)
            {
                paths.Add(Path.Combine(models, reference.Name));
            }

            paths.Add(Path.Combine(Directory.GetCurrentDirectory(), reference.Name));
        }

        return paths.Select(Path.GetFullPath).Distinct();
    }

    private static string Differ(string expected, string got) => $"hash {Shorten(expected)} expected, got {Shorten(got)}";

    private static string Shorten(string hash) => hash.Length > 12 ? hash[..12] + "..." : hash;
}
