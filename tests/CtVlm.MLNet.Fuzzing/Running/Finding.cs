namespace CtVlm.MLNet.Fuzzing;

/// <summary>A defect: an input that fails, made short, and how it fails.</summary>
internal sealed record Finding(string Target, string Key, byte[] Input, string Details)
{
    /// <summary>Writes the input, and what it does in a text beside it.</summary>
    /// <returns>The path of the input.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string name = $"{Target}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Input))[..12]}";
        string path = Path.Combine(folder, name + ".bin");
        File.WriteAllBytes(path, Input);
        File.WriteAllText(Path.Combine(folder, name + ".txt"), $"{Key}\n{Details}\n");
        return path;
    }
}
