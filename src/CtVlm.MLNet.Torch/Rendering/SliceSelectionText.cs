using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads the text form of a slice selection.</summary>
internal static class SliceSelectionText
{
    private const string Forms = "All, Uniform(16), Every(5mm), Range(10..50), Range(100mm..250mm), BodyExtent(16) or Planes(16,8,8)";

    /// <summary>Reads a selection.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why there is no selection, one sentence without its full stop; empty where there is one.</param>
    /// <returns>The selection; null when the text names none.</returns>
    public static SliceSelection? TryRead(string text, out string problem)
    {
        SliceSelection? selection = Read(text.Trim());
        problem = selection is null ? $"'{RenderThrow.Shorten(text)}' is no slice selection; expected {Forms}, with numbers above 0 and ranges that are not empty" : string.Empty;
        return selection;
    }

    private static SliceSelection? Read(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return text.Equals("All", StringComparison.OrdinalIgnoreCase) ? SliceSelection.All : null;
        }

        if (!text.EndsWith(')'))
        {
            return null;
        }

        string[] numbers = text[(open + 1)..^1].Split(["..", ","], StringSplitOptions.TrimEntries);
        return (text[..open].TrimEnd().ToUpperInvariant(), numbers.Length) switch
        {
            ("UNIFORM", 1) => Uniform(numbers[0]),
            ("EVERY", 1) => Every(numbers[0]),
            ("RANGE", 2) when text.Contains("..", StringComparison.Ordinal) => Range(numbers[0], numbers[1]),
            ("BODYEXTENT", 1) => IsIndex(numbers[0], out int n) && n >= 1 ? SliceSelection.BodyExtent(n) : null,
            ("PLANES", 3) when !text.Contains("..", StringComparison.Ordinal) => Planes(numbers),
            _ => null,
        };
    }

    private static SliceSelection? Uniform(string count) =>
        IsIndex(count, out int n) && n >= 1 ? SliceSelection.Uniform(n) : null;

    private static SliceSelection? Every(string step) =>
        IsMillimetres(step, out double mm) && mm > 0 ? SliceSelection.Every(mm) : null;

    private static SliceSelection? Range(string first, string last)
    {
        if (IsIndex(first, out int from) && IsIndex(last, out int to))
        {
            return to > from ? SliceSelection.Range(from, to) : null;
        }

        return IsMillimetres(first, out double fromMm) && IsMillimetres(last, out double toMm) && toMm > fromMm
            ? SliceSelection.RangeMm(fromMm, toMm)
            : null;
    }

    private static SliceSelection? Planes(string[] counts) =>
        IsIndex(counts[0], out int axial) && IsIndex(counts[1], out int coronal) && IsIndex(counts[2], out int sagittal) && (axial | coronal | sagittal) > 0
            ? SliceSelection.Planes(axial, coronal, sagittal)
            : null;

    private static bool IsIndex(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    // A sign is refused: no selection has a use for a negative distance.
    private static bool IsMillimetres(string text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowTrailingWhite;
        value = 0;
        return text.EndsWith("mm", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(text.AsSpan(0, text.Length - 2), Style, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }
}
