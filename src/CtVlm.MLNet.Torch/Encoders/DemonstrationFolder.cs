namespace CtVlm.MLNet.Torch;

/// <summary>Where the package of phantoms puts the demonstration encoder: beside the program.</summary>
internal static class DemonstrationFolder
{
    /// <summary>The folder's name, which is the encoder's too.</summary>
    public const string Name = "ctvlm-demonstration";

    /// <summary>Finds the folder beside the program, or beside this assembly.</summary>
    /// <exception cref="WeightsException">There is none; the message lists the paths tried and says what to add.</exception>
    public static string Find() => Find([AppContext.BaseDirectory, Path.GetDirectoryName(typeof(DemonstrationFolder).Assembly.Location)]);

    /// <summary>Finds the folder in one of some folders; those that are null or empty are left out, as an assembly within a single file has none.</summary>
    /// <exception cref="WeightsException">There is none.</exception>
    internal static string Find(IEnumerable<string?> folders)
    {
        string[] candidates = [.. folders.Where(f => !string.IsNullOrEmpty(f)).Select(f => Path.GetFullPath(Path.Combine(f!, Name))).Distinct()];
        return candidates.FirstOrDefault(c => File.Exists(Path.Combine(c, EncoderFolder.ConfigJson)))
            ?? throw new WeightsException(
                $"Demonstration encoder: its files are not beside the program. Tried: {string.Join("; ", candidates)}. "
                + "Add the package CtVlm.MLNet.Phantoms to the program: its build puts them there. Or open a copy with VlmEncoder.FromFolder.");
    }
}
