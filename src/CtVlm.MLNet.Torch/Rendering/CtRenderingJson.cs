using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads and writes the JSON form of a rendering: strict, complete in its complaints, canonical in what it writes.</summary>
internal static class CtRenderingJson
{
    private const string WindowsField = "windows";
    private const string FunctionField = "function";
    private const string SlicesField = "slices";
    private const string PrecisionField = "precision";
    private const string RoundingField = "rounding";
    private const string FilterField = "filter";
    private const string NeighbourStepField = "neighbourStep";
    private const string LevelField = "levelHu";
    private const string WidthField = "widthHu";

    /// <summary>Writes every field in a fixed order; rounding, filter and neighbours only where they are not the defaults.</summary>
    public static string Write(CtRendering rendering)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray(WindowsField);
            foreach (HuWindow window in rendering.Windows)
            {
                writer.WriteStartObject();

                // Adding 0 turns the negative zero, which equals zero, into zero: equal renderings have one text.
                writer.WriteNumber(LevelField, window.LevelHu + 0.0);
                writer.WriteNumber(WidthField, window.WidthHu);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString(FunctionField, rendering.Function.ToString());
            writer.WriteString(SlicesField, rendering.Slices.ToString());
            writer.WriteString(PrecisionField, rendering.Precision.ToString());

            // Saved models and cache keys hold texts without these fields: a default must go on being written as its absence.
            if (rendering.Rounding != EightBitRounding.HalfUp)
            {
                writer.WriteString(RoundingField, rendering.Rounding.ToString());
            }

            if (rendering.Filter is ResizeFilter filter)
            {
                writer.WriteString(FilterField, filter.ToString());
            }

            if (rendering.NeighbourStep is int step)
            {
                writer.WriteNumber(NeighbourStepField, step);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads and validates.</summary>
    public static CtRendering Read(string json, string parameterName)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                $"The rendering is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.", parameterName, exception);
        }

        using (document)
        {
            List<string> violations = [];
            CtRendering rendering = Read(document.RootElement, violations);
            RenderThrow.IfAny("The rendering is invalid", violations, parameterName);
            return rendering;
        }
    }

    /// <summary>A member of an enumeration by its name; never by a number.</summary>
    public static T Member<T>(string? text, string field, T fallback, List<string> violations)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        int index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return Enum.Parse<T>(names[index]);
        }

        violations.Add($"{field}: {string.Join(", ", names)} expected, got '{RenderThrow.Shorten(text ?? "null")}'");
        return fallback;
    }

    /// <summary>A slice selection by its text.</summary>
    public static SliceSelection Selection(string? text, List<string> violations)
    {
        SliceSelection? selection = SliceSelectionText.TryRead(text ?? string.Empty, out string problem);
        if (selection is null)
        {
            violations.Add($"{SlicesField}: {problem}");
        }

        return selection ?? SliceSelection.All;
    }

    private static CtRendering Read(JsonElement root, List<string> violations)
    {
        CtRendering rendering = new() { Windows = [] };
        if (root.ValueKind != JsonValueKind.Object)
        {
            violations.Add($"an object expected, got {root.ValueKind}");
            return rendering;
        }

        HashSet<string> seen = [];
        foreach (JsonProperty field in root.EnumerateObject())
        {
            if (!seen.Add(field.Name))
            {
                violations.Add($"{RenderThrow.Shorten(field.Name)}: given twice");
                continue;
            }

            rendering = With(rendering, field, violations);
        }

        if (!seen.Contains(WindowsField))
        {
            violations.Add($"{WindowsField}: missing");
        }
        else
        {
            RenderingRules.Collect(rendering, violations);
        }

        return rendering;
    }

    private static CtRendering With(CtRendering rendering, JsonProperty field, List<string> violations)
    {
        switch (field.Name)
        {
            case WindowsField:
                return rendering with { Windows = Windows(field.Value, violations) };
            case FunctionField:
                return rendering with { Function = Member(Text(field.Value), FunctionField, rendering.Function, violations) };
            case SlicesField:
                return rendering with { Slices = Selection(Text(field.Value), violations) };
            case PrecisionField:
                return rendering with { Precision = Member(Text(field.Value), PrecisionField, rendering.Precision, violations) };
            case RoundingField:
                return rendering with { Rounding = Member(Text(field.Value), RoundingField, rendering.Rounding, violations) };
            case FilterField:
                return rendering with { Filter = Member(Text(field.Value), FilterField, rendering.Filter.GetValueOrDefault(), violations) };
            case NeighbourStepField:
                return rendering with { NeighbourStep = WholeNumber(field.Value, NeighbourStepField, violations) };
            default:
                violations.Add(
                    $"{RenderThrow.Shorten(field.Name)}: unknown; {WindowsField}, {FunctionField}, {SlicesField}, {PrecisionField}, "
                    + $"{RoundingField}, {FilterField} and {NeighbourStepField} are known");
                return rendering;
        }
    }

    private static int? WholeNumber(JsonElement value, string field, List<string> violations)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
        {
            return number;
        }

        violations.Add($"{field}: a whole number expected, got {RenderThrow.Shorten(value.GetRawText())}");
        return null;
    }

    private static List<HuWindow> Windows(JsonElement value, List<string> violations)
    {
        List<HuWindow> windows = [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            violations.Add($"{WindowsField}: a list expected, got {value.ValueKind}");
            return windows;
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            windows.Add(Window(item, windows.Count, violations));
        }

        return windows;
    }

    private static HuWindow Window(JsonElement value, int index, List<string> violations)
    {
        Dictionary<string, double> numbers = [];
        foreach (JsonProperty field in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            bool known = field.Name is LevelField or WidthField;
            if (!known || field.Value.ValueKind != JsonValueKind.Number || !numbers.TryAdd(field.Name, field.Value.GetDouble()))
            {
                violations.Add($"{WindowsField}[{index}].{RenderThrow.Shorten(field.Name)}: one number {LevelField} and one number {WidthField} expected");
            }
        }

        if (numbers.Count != 2)
        {
            violations.Add($"{WindowsField}[{index}]: {LevelField} and {WidthField} expected");
        }

        // What is missing was reported above; 0 and 1 pass the rules that follow, so that nothing is reported twice.
        return new HuWindow(numbers.GetValueOrDefault(LevelField), numbers.GetValueOrDefault(WidthField, 1));
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind.ToString();
}
