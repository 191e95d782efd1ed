namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes some of a golden checkpoint's tensors under other names.</summary>
internal static class RenamedWeights
{
    /// <summary>Writes a safetensors file.</summary>
    /// <param name="source">The golden checkpoint.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="rename">The new name of a tensor; null leaves it out.</param>
    public static void Write(string source, string target, Func<string, string?> rename)
    {
        using SafetensorsFile file = SafetensorsFile.Open(source);
        SafetensorsEntry[] taken = [.. file.Entries.Where(e => rename(e.Name) is not null)];
        using SafetensorsWriter writer = SafetensorsWriter.Create(target, [.. taken.Select(e => new SafetensorsTensor(rename(e.Name)!, e.Type, e.Shape))]);
        foreach (SafetensorsEntry entry in taken)
        {
            writer.WriteBytes(rename(entry.Name)!, file.GetBytes(entry));
        }

        writer.Complete();
    }

    /// <summary>The name without a prefix; null for names without it.</summary>
    public static string? Strip(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
