using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <content>The text forms.</content>
public sealed partial record CtRendering
{
    // A function, because each parse may change slices and precision of its own copy.
    private static readonly Dictionary<string, Func<CtRendering>> Presets = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(EnterographyRgb)] = static () => EnterographyRgb(),
        [nameof(MedGemmaRgb)] = static () => MedGemmaRgb(),
        [nameof(SoftTissue)] = static () => SoftTissue(),
        [nameof(NeighbouringSlices)] = static () => NeighbouringSlices(),
    };

    /// <summary>The names that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyCollection<string> PresetNames => Presets.Keys;

    /// <summary>
    /// Reads the short form: a preset's name, then, after a colon, settings separated by commas:
    /// <c>slices=16</c> (or <c>slices=Every(5mm)</c>, see <see cref="SliceSelection.Parse"/>), <c>precision=EightBit</c>, <c>function=Sigmoid</c>,
    /// <c>rounding=HalfToEven</c>, <c>filter=BilinearWithoutAntialias</c>, <c>step=2</c> (<see cref="NeighbourStep"/>; for one window).
    /// </summary>
    /// <param name="text">For example <c>EnterographyRgb:slices=16</c>. Names are read without regard to case.</param>
    /// <returns>The rendering.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="ArgumentException">The preset is unknown, or settings are unknown, repeated, malformed or do not go together; all are named.</exception>
    public static CtRendering Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = (colon < 0 ? text : text[..colon]).Trim();
        if (!Presets.TryGetValue(name, out Func<CtRendering>? preset))
        {
            RenderThrow.UnknownPreset(name, PresetNames, nameof(text));
        }

        CtRendering rendering = preset();
        if (colon < 0)
        {
            return rendering;
        }

        List<string> violations = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in text[(colon + 1)..].Split(','))
        {
            rendering = rendering.With(setting, seen, violations);
        }

        // What each setting gives is in its limits; what is left are settings that do not go together.
        RenderingRules.Collect(rendering, violations);
        RenderThrow.IfAny($"The settings of '{name}' cannot be used", violations, nameof(text));
        return rendering;
    }

    /// <summary>Reads the JSON form.</summary>
    /// <param name="json">
    /// An object with <c>windows</c> (a list of <c>{"levelHu": 40, "widthHu": 400}</c>; required) and, where they differ from the
    /// defaults, <c>function</c>, <c>slices</c> (a text that <see cref="SliceSelection.Parse"/> reads), <c>precision</c>,
    /// <c>rounding</c>, <c>filter</c> and <c>neighbourStep</c> (a whole number).
    /// </param>
    /// <returns>The rendering.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="ArgumentException">
    /// It is not JSON, or fields are missing, unknown, repeated or out of their limits; all are named in one message.
    /// </exception>
    public static CtRendering FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CtRenderingJson.Read(json, nameof(json));
    }

    /// <summary>
    /// Writes the canonical JSON form: every field, in one order, without white space, <c>rounding</c>, <c>filter</c> and <c>neighbourStep</c> only where they
    /// differ from the defaults; equal renderings give equal texts.
    /// </summary>
    /// <returns>What <see cref="FromJson"/> reads back to an equal rendering.</returns>
    /// <exception cref="ArgumentException">The rendering is invalid, see <see cref="Validate"/>.</exception>
    public string ToJson()
    {
        Validate();
        return CtRenderingJson.Write(this);
    }

    /// <summary>A short description for people: windows, function, slices, precision; rounding, filter and neighbours where they are not the defaults.</summary>
    /// <returns>For example <c>[L40 W400] LinearExact Uniform(32) Float</c>.</returns>
    public override string ToString()
    {
        string rounding = Rounding == EightBitRounding.HalfUp ? string.Empty : $" {Rounding}";
        string filter = Filter is null ? string.Empty : $" {Filter}";
        string neighbours = NeighbourStep is int step ? string.Create(CultureInfo.InvariantCulture, $" Neighbours({step})") : string.Empty;
        return $"[{string.Join(", ", Windows)}] {Function} {Slices} {Precision}{rounding}{filter}{neighbours}";
    }

    private CtRendering With(string setting, HashSet<string> seen, List<string> violations)
    {
        string[] parts = setting.Split('=', 2, StringSplitOptions.TrimEntries);
        string key = parts[0];
        string value = parts.Length == 2 ? parts[1] : string.Empty;
        if (!seen.Add(key))
        {
            violations.Add($"{RenderThrow.Shorten(key)}: given twice");
            return this;
        }

        switch (key.ToUpperInvariant())
        {
            case "SLICES":
                return this with { Slices = ParseSlices(value, violations) };
            case "PRECISION":
                return this with { Precision = CtRenderingJson.Member(value, "precision", Precision, violations) };
            case "FUNCTION":
                return this with { Function = CtRenderingJson.Member(value, "function", Function, violations) };
            case "ROUNDING":
                return this with { Rounding = CtRenderingJson.Member(value, "rounding", Rounding, violations) };
            case "FILTER":
                return this with { Filter = CtRenderingJson.Member(value, "filter", Filter.GetValueOrDefault(), violations) };
            case "STEP":
                return this with { NeighbourStep = ParseStep(value, violations) };
            default:
                violations.Add($"'{RenderThrow.Shorten(setting.Trim())}': slices=, precision=, function=, rounding=, filter= or step= expected");
                return this;
        }
    }

    private static int? ParseStep(string value, List<string> violations)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int step) && step >= 1)
        {
            return step;
        }

        violations.Add($"step: a whole number, 1 or more, expected, got '{RenderThrow.Shorten(value)}'");
        return null;
    }

    private static SliceSelection ParseSlices(string value, List<string> violations)
    {
        // slices=16 is short for slices=Uniform(16).
        string text = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"Uniform({value})" : value;
        return CtRenderingJson.Selection(text, violations);
    }
}
