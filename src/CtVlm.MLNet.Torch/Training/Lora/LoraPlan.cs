using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Finds the linear maps of a tower that options adapt.</summary>
internal static class LoraPlan
{
    private const string FusedWeight = ".in_proj_weight";

    /// <summary>The maps, by name in ordinal order.</summary>
    /// <param name="tower">The tower's module.</param>
    /// <param name="what">"vision" or "text", for messages.</param>
    /// <param name="choice">The tower's adapters.</param>
    /// <param name="options">The options that hold them.</param>
    /// <exception cref="WeightsException">The tower has no such blocks or maps.</exception>
    public static SortedDictionary<string, LinearLayer> Find(nn.Module tower, string what, LoraTower choice, LoraOptions options)
    {
        int first = FirstBlock(tower, what, choice.Blocks);
        Dictionary<string, LinearLayer> maps = tower.named_modules()
            .Where(m => m.module is LinearLayer && TowerNames.FindBlock(m.name)?.Number >= first)
            .ToDictionary(m => m.name, m => (LinearLayer)m.module, StringComparer.Ordinal);
        Func<string, bool> isTarget = options.TargetModules is null ? name => TowerNames.IsAttention(TowerNames.FindBlock(name)!) : name => options.TargetModules.Any(t => IsNamed(name, t));
        RefuseFused(tower, what, first, options, maps.Keys);
        SortedDictionary<string, LinearLayer> found = new(maps.Where(m => isTarget(m.Key)).ToDictionary(m => m.Key, m => m.Value), StringComparer.Ordinal);
        string[] unknown = [.. (options.TargetModules ?? []).Where(t => !maps.Keys.Any(name => IsNamed(name, t)))];

        // The towers' families differ: a name that one of them has is enough where both are adapted.
        bool isOneTower = options.Vision is null || options.Text is null;
        return found.Count > 0 && (unknown.Length == 0 || !isOneTower)
            ? found
            : throw new WeightsException(
                $"LoRA {options}: the {what} tower's blocks have no linear map {string.Join(", ", unknown.Length > 0 ? unknown : ["of an attention"])}. They have {DescribeMaps(maps.Keys)}. Name some of these as {nameof(LoraOptions.TargetModules)}.");
    }

    /// <summary>Number of the first of the last blocks.</summary>
    /// <param name="tower">The tower's module.</param>
    /// <param name="what">"vision" or "text", for messages.</param>
    /// <param name="blocks">How many of the last blocks; null for all.</param>
    /// <exception cref="WeightsException">The tower has fewer blocks.</exception>
    public static int FirstBlock(nn.Module tower, string what, int? blocks)
    {
        int count = tower.named_parameters().Select(p => TowerNames.FindBlock(p.name)?.Number ?? -1).DefaultIfEmpty(-1).Max() + 1;
        return blocks is null || blocks <= count
            ? count - (blocks ?? count)
            : throw new WeightsException($"The last {blocks} blocks of the {what} tower were asked for, but it has {count}. Ask for {count} or fewer.");
    }

    private static bool IsNamed(string name, string target) => name == target || name.EndsWith("." + target, StringComparison.Ordinal);

    // One parameter for queries, keys and values that is no linear map of its own.
    private static void RefuseFused(nn.Module tower, string what, int first, LoraOptions options, IEnumerable<string> maps)
    {
        bool isAsked = options.TargetModules is null || options.TargetModules.Any(t => IsNamed("." + t, "in_proj") || IsNamed("." + t, "in_proj_weight"));
        string? fused = isAsked ? tower.named_parameters().Select(p => p.name).FirstOrDefault(n => n.EndsWith(FusedWeight, StringComparison.Ordinal) && TowerNames.FindBlock(n)?.Number >= first) : null;
        if (fused is not null)
        {
            throw new WeightsException(
                $"LoRA {options}: '{fused}' of the {what} tower holds the maps to queries, keys and values in one parameter, which adapters do not reach here. "
                + $"Name {DescribeMaps(maps)} as {nameof(LoraOptions.TargetModules)}, or take the model in the Hugging Face layout.");
        }
    }

    private static string DescribeMaps(IEnumerable<string> maps) =>
        string.Join(", ", maps.Select(n => TowerNames.FindBlock(n)!.Tail[1..]).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : "none";
}
