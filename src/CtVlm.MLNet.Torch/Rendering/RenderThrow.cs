using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>The wording of this folder's errors.</summary>
internal static class RenderThrow
{
    /// <summary>Throws when something is wrong, naming all of it.</summary>
    /// <exception cref="ArgumentException">There is a violation.</exception>
    public static void IfAny(string what, List<string> violations, string? parameterName)
    {
        if (violations.Count > 0)
        {
            throw new ArgumentException($"{what}. {string.Join("; ", violations)}.", parameterName);
        }
    }

    /// <summary>Throws for a rendering that no preset is called.</summary>
    [DoesNotReturn]
    public static void UnknownPreset(string name, IEnumerable<string> known, string parameterName) => throw new ArgumentException(
        $"There is no rendering called '{Shorten(name)}'. Known: {string.Join(", ", known)}. A rendering of your own goes into a JSON file.", parameterName);

    /// <summary>Throws when a selection leaves nothing of a series.</summary>
    [DoesNotReturn]
    public static void NoSlices(SliceSelection selection, int sliceCount, double spacingMm) => throw new ArgumentOutOfRangeException(
        nameof(sliceCount),
        sliceCount,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{selection} holds no slice of this series: it has {sliceCount} slices, {spacingMm:0.###} mm apart. Use Uniform(n), or a range inside the series."));

    /// <summary>Throws when an array is no stack of slices.</summary>
    [DoesNotReturn]
    public static void WrongLength(int length, int slices, int rows, int columns, string parameterName) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{slices} slices of {rows} x {columns} need {(long)slices * rows * columns} values, got {length}. Pass whole slices [z, y, x]."),
        parameterName);

    /// <summary>Throws when a tensor is no stack of slices.</summary>
    [DoesNotReturn]
    public static void WrongShape(IEnumerable<long> shape, string parameterName) => throw new ArgumentException(
        $"HU slices must have the shape (N, H, W) with every size 1 or more, got ({string.Join(", ", shape)}).", parameterName);

    /// <summary>Throws when one slice is to be shown with its neighbours.</summary>
    [DoesNotReturn]
    public static void NeedsNeighbours(string parameterName) => throw new ArgumentException(
        "The rendering shows neighbouring slices as channels, but there is one slice. Pass the volume and the slice's index.", parameterName);

    /// <summary>The beginning of a text that came from outside.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
