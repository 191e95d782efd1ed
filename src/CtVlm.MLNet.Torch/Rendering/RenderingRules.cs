using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>What holds for every rendering and for every encoder's preprocessing; each broken rule becomes one sentence.</summary>
internal static class RenderingRules
{
    /// <summary>Checks a rendering.</summary>
    /// <param name="rendering">What to check.</param>
    /// <param name="violations">Takes one sentence a broken rule.</param>
    public static void Collect(CtRendering rendering, List<string> violations)
    {
        if (rendering.Windows.Count is not (1 or 3))
        {
            violations.Add(Text($"windows: 1 or 3 expected, got {rendering.Windows.Count}"));
        }

        for (int i = 0; i < rendering.Windows.Count; i++)
        {
            Collect(rendering.Windows[i], i, rendering.Function, violations);
        }

        Defined(rendering.Function, "function", violations);
        Defined(rendering.Precision, "precision", violations);
        Defined(rendering.Rounding, "rounding", violations);
        Defined(rendering.Filter.GetValueOrDefault(), "filter", violations);
        if (rendering.NeighbourStep is < 1)
        {
            violations.Add(Text($"neighbourStep: 1 or more expected, got {rendering.NeighbourStep}"));
        }

        if (rendering.NeighbourStep is not null && rendering.Windows.Count == 3)
        {
            violations.Add("neighbourStep: neighbouring slices are the three channels, so 1 window expected, got 3");
        }

        if (rendering.Slices is null)
        {
            violations.Add("slices: a selection expected, got null");
        }
    }

    /// <summary>Checks what an encoder's files say of its pixels.</summary>
    /// <param name="preprocessing">What to check.</param>
    /// <param name="violations">Takes one sentence a broken rule.</param>
    public static void Collect(VisionPreprocessing preprocessing, List<string> violations)
    {
        if (preprocessing.ImageSize < 1)
        {
            violations.Add(Text($"ImageSize: 1 or more expected, got {preprocessing.ImageSize}"));
        }

        if (preprocessing.ResizeSize is int resized && resized < preprocessing.ImageSize)
        {
            violations.Add(Text($"ResizeSize: ImageSize {preprocessing.ImageSize} or more expected, got {resized}"));
        }

        Channels(preprocessing.Mean, "Mean", float.IsFinite, "finite", violations);
        Channels(preprocessing.Std, "Std", static x => float.IsFinite(x) && x > 0, "above 0", violations);
        Defined(preprocessing.Resize, "Resize", violations);
        Defined(preprocessing.CropRounding, "CropRounding", violations);
        Defined(preprocessing.Filter, "Filter", violations);
    }

    private static void Collect(HuWindow window, int index, WindowFunction function, List<string> violations)
    {
        if (!(Math.Abs(window.LevelHu) <= HuWindow.LimitHu))
        {
            violations.Add(Text($"windows[{index}].levelHu: -1000000 to 1000000 expected, got {window.LevelHu}"));
        }

        // Written so that NaN fails too.
        double least = function == WindowFunction.Linear ? 1 : 0;
        if (!(window.WidthHu > 0 && window.WidthHu >= least && window.WidthHu <= HuWindow.LimitHu))
        {
            string from = least == 0 ? "above 0" : "1 or more for Linear";
            violations.Add(Text($"windows[{index}].widthHu: {from}, up to 1000000, expected, got {window.WidthHu}"));
        }
    }

    private static void Channels(IReadOnlyList<float> values, string name, Predicate<float> holds, string rule, List<string> violations)
    {
        if (values is not { Count: 3 })
        {
            violations.Add(Text($"{name}: 3 numbers expected, got {values?.Count ?? 0}"));
        }
        else if (!values.All(x => holds(x)))
        {
            violations.Add(Text($"{name}: every number {rule} expected, got {string.Join(", ", values.Select(x => x.ToString(CultureInfo.InvariantCulture)))}"));
        }
    }

    private static void Defined<T>(T value, string name, List<string> violations)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            violations.Add($"{name}: {string.Join(", ", Enum.GetNames<T>())} expected, got {value}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
