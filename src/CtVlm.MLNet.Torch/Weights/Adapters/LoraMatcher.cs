namespace CtVlm.MLNet.Torch;

/// <summary>Brings together an adapter's tensors, its configuration and the base model; whatever does not fit is reported at once.</summary>
internal static class LoraMatcher
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "base_model.model.";

    private const string DownSuffix = LoraForm.DownSuffix;
    private const string UpSuffix = LoraForm.UpSuffix;
    private const int MaximumListed = 20;

    /// <summary>The adapted modules, in ordinal order of names.</summary>
    /// <exception cref="WeightsException">Something does not fit.</exception>
    public static IReadOnlyList<LoraModule> Match(SafetensorsFile file, LoraSettings settings, LinearMaps baseModel)
    {
        Dictionary<string, SafetensorsEntry> entries = file.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        SortedSet<string> names = new(entries.Keys.Select(ModuleOf).OfType<string>(), StringComparer.Ordinal);
        List<string> faults = [];
        Report(faults, "of another kind than lora_A and lora_B of a linear map", entries.Keys.Where(k => ModuleOf(k) is null));
        Report(faults, "without a linear map in the base model", names.Where(n => !baseModel.Shapes.ContainsKey(n)));
        Report(faults, "not as its configuration says", FindDifferences(names, settings.Targets, baseModel));
        if (faults.Count == 0)
        {
            Report(faults, "misshapen", names.Select(n => FindMisshape(n, entries, settings, baseModel.Shapes[n])).OfType<string>());
        }

        return faults.Count == 0
            ? [.. names.Select(n => new LoraModule(n, Prefix + n + DownSuffix, Prefix + n + UpSuffix, settings.GetScaling(n)))]
            : throw new WeightsException($"Adapter {file.Path} does not fit the model of {baseModel.Location}: {string.Join(" ", faults)} Take the adapter's own base model.");
    }

    private static string? ModuleOf(string key)
    {
        string suffix = key.EndsWith(DownSuffix, StringComparison.Ordinal) ? DownSuffix : UpSuffix;
        return key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(suffix, StringComparison.Ordinal) && key.Length > Prefix.Length + suffix.Length
            ? key[Prefix.Length..^suffix.Length]
            : null;
    }

    private static IEnumerable<string> FindDifferences(SortedSet<string> names, LoraTargets? targets, LinearMaps baseModel)
    {
        if (targets is null)
        {
            return [];
        }

        IEnumerable<string> wanted = baseModel.Shapes.Keys.Where(targets.Contains).Order(StringComparer.Ordinal);
        return names.Where(n => !targets.Contains(n)).Select(n => $"{n} (not a target)").Concat(wanted.Where(n => !names.Contains(n)).Select(n => $"{n} (a target without tensors)"));
    }

    private static string? FindMisshape(string name, Dictionary<string, SafetensorsEntry> entries, LoraSettings settings, IReadOnlyList<long> weight)
    {
        SafetensorsEntry? down = entries.GetValueOrDefault(Prefix + name + DownSuffix);
        SafetensorsEntry? up = entries.GetValueOrDefault(Prefix + name + UpSuffix);
        double rank = settings.GetRank(name);
        bool fits = down is { Shape: [long downRank, long input] } && up is { Shape: [long output, long upRank] }
            && downRank == rank && upRank == rank && input == weight[1] && output == weight[0];
        return fits ? null : $"{name} (A [{rank}, {weight[1]}] and B [{weight[0]}, {rank}] expected, got {Describe(down)} and {Describe(up)})";
    }

    private static string Describe(SafetensorsEntry? entry) => entry is null ? "none" : $"[{string.Join(", ", entry.Shape)}]";

    private static void Report(List<string> faults, string what, IEnumerable<string> names)
    {
        string[] all = [.. names];
        if (all.Length > 0)
        {
            faults.Add($"{all.Length} {what}: {string.Join(", ", all.Take(MaximumListed))}{(all.Length > MaximumListed ? $" and {all.Length - MaximumListed} more" : "")}.");
        }
    }
}
