namespace CtVlm.MLNet.Dicom;

/// <summary>Makes labels of names that an archive or a caller gives to its files. The result leads nowhere: no root, no drive, no step upwards.</summary>
internal static class EntryPath
{
    private const int MaxPartLength = 100;

    /// <summary>The parts that name something, joined by '/'; "file" where there are none.</summary>
    public static string Normalize(string name)
    {
        string[] parts = [.. name.Split('/', '\\').Where(part => part.Length > 0 && part is not ("." or "..") && !part.EndsWith(':')).Select(Clean)];
        return parts.Length == 0 ? "file" : string.Join('/', parts);
    }

    /// <summary>The file's name alone.</summary>
    public static string LastPart(string name) => Normalize(name).Split('/')[^1];

    private static string Clean(string part)
    {
        string kept = new([.. part.Take(MaxPartLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return part.Length > MaxPartLength ? kept + "…" : kept;
    }
}
