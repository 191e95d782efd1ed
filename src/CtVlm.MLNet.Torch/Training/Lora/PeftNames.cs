using System.Globalization;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>Writes sets of module names as the expressions that PEFT reads.</summary>
internal static class PeftNames
{
    /// <summary>An expression that fits these names whole, and no other names of the model: "vision_model\.encoder\.layers\.(1|2)\.(self_attn\.q_proj|...)|...".</summary>
    /// <param name="names">Names, each once.</param>
    public static string ToExpression(IEnumerable<string> names)
    {
        List<string> pieces = [];
        List<BlockName> places = [];
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            if (TowerNames.FindBlock(name) is BlockName place)
            {
                places.Add(place);
            }
            else
            {
                pieces.Add(Regex.Escape(name));
            }
        }

        // First all blocks of one map, then all maps of the same blocks.
        IEnumerable<(string Head, string Numbers, string Tail)> maps = places
            .GroupBy(p => (p.Head, p.Tail))
            .Select(g => (g.Key.Head, string.Join('|', g.Select(p => p.Number).Order().Select(n => n.ToString(CultureInfo.InvariantCulture))), g.Key.Tail));
        pieces.AddRange(maps.GroupBy(m => (m.Head, m.Numbers)).Select(g => $"{Regex.Escape(g.Key.Head)}({g.Key.Numbers})({string.Join('|', g.Select(m => Regex.Escape(m.Tail)))})"));
        return string.Join('|', pieces);
    }

    /// <summary>The numbers of modules: the commonest, and an expression for each of the others, which fits from the beginning of a name.</summary>
    /// <param name="numbers">A number for each module.</param>
    public static (double Common, IReadOnlyDictionary<string, double> Others) Split(IEnumerable<(string Module, double Number)> numbers)
    {
        IGrouping<double, string>[] groups = [.. numbers.GroupBy(n => n.Number, n => n.Module).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)];
        return (groups[0].Key, groups.Skip(1).ToDictionary(g => $"^(?:{ToExpression(g)})", g => g.Key, StringComparer.Ordinal));
    }
}
