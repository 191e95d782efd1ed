using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <content>The short notation.</content>
public sealed partial record LoraOptions
{
    private const string Expected =
        "Expected parts joined by '_': v or t for a tower with its rank, then optionally b and the number of last blocks, then optionally a and alpha; d and the dropout; rs for rank-stabilised; "
        + "at the end optionally @ and names of modules joined by commas. Examples: v8b12_t8b6 (vision rank 8 on its last 12 blocks, text rank 8 on its last 6), v8b12 (text frozen), v4b6a4_t4b6_d0.1_rs@q_proj,v_proj";

    /// <summary>Reads the short notation: v8b12_t8b6 is rank 8 on the last 12 blocks of the vision tower and on the last 6 of the text tower.</summary>
    /// <param name="text">
    /// Parts joined by '_': <c>v</c>RANK or <c>t</c>RANK, each optionally followed by <c>b</c>BLOCKS (else all blocks) and <c>a</c>ALPHA (else 2 r); <c>d</c>DROPOUT; <c>rs</c>.
    /// At the end optionally @ and the target modules, joined by commas.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">The text is another; the message says what is expected.</exception>
    public static LoraOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('@');
        LoraOptions options = new() { TargetModules = sides.Length == 2 ? sides[1].Split(',') : null };
        HashSet<char> seen = [];
        foreach (string part in sides[0].Split('_'))
        {
            Match match = Part().Match(part);
            if (!match.Success || sides.Length > 2 || !seen.Add(part[0]))
            {
                throw new ArgumentException($"LoRA preset '{Shorten(text)}': {(match.Success && sides.Length <= 2 ? "twice" : "no such part")}: '{Shorten(part)}'. {Expected}.", nameof(text));
            }

            options = options.With(part[0], match);
        }

        return options.FindFaults() is { Count: > 0 } faults
            ? throw new ArgumentException($"LoRA preset '{Shorten(text)}': {string.Join("; ", faults)}. {Expected}.", nameof(text))
            : options;
    }

    /// <summary>The short notation, which <see cref="Parse"/> reads back.</summary>
    /// <returns>Such as v8b12_t8b6.</returns>
    public override string ToString()
    {
        List<string> parts = [];
        Add('v', Vision);
        Add('t', Text);
        if (Dropout != 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"d{Dropout:R}"));
        }

        if (IsRankStabilized)
        {
            parts.Add("rs");
        }

        return string.Join('_', parts) + (TargetModules is null ? "" : $"@{string.Join(',', TargetModules)}");

        void Add(char letter, LoraTower? tower)
        {
            if (tower is not null)
            {
                StringBuilder part = new();
                part.Append(CultureInfo.InvariantCulture, $"{letter}{tower.Rank}");
                _ = tower.Blocks is int blocks ? part.Append(CultureInfo.InvariantCulture, $"b{blocks}") : part;
                _ = tower.Alpha is double alpha ? part.Append(CultureInfo.InvariantCulture, $"a{alpha:R}") : part;
                parts.Add(part.ToString());
            }
        }
    }

    private LoraOptions With(char letter, Match match) => letter switch
    {
        'v' => this with { Vision = ReadTower(match) },
        't' => this with { Text = ReadTower(match) },
        'd' => this with { Dropout = ReadNumber(match.Groups["dropout"])!.Value },
        _ => this with { IsRankStabilized = true },
    };

    private static LoraTower ReadTower(Match match) => new(ReadCount(match.Groups["rank"])!.Value, ReadCount(match.Groups["blocks"]), ReadNumber(match.Groups["alpha"]));

    private static int? ReadCount(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    private static double? ReadNumber(Group group) => group.Success ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "..." : text;

    // At most 6 digits a count: none passes the range of an int.
    [GeneratedRegex(@"\A(?:[vt](?<rank>[0-9]{1,6})(?:b(?<blocks>[0-9]{1,6}))?(?:a(?<alpha>[0-9]+(?:\.[0-9]+)?(?:E[-+]?[0-9]{1,3})?))?|d(?<dropout>[0-9]*\.?[0-9]+(?:E[-+]?[0-9]{1,3})?)|rs)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
