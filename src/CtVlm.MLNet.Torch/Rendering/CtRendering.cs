using System.Collections.ObjectModel;

namespace CtVlm.MLNet.Torch;

/// <summary>How a CT series becomes the pictures an encoder sees: which slices, which windows, which precision.</summary>
/// <remarks>
/// Two renderings are equal when every number of them is. <see cref="ToJson"/> is the canonical text that saved models and cache keys
/// hold; <see cref="Parse"/> reads the short form that people type.
/// </remarks>
public sealed partial record CtRendering
{
    private readonly ReadOnlyCollection<HuWindow> _windows = ReadOnlyCollection<HuWindow>.Empty;

    /// <summary>One window, repeated to three channels, or three windows as red, green and blue.</summary>
    /// <value>A copy of the list given: later changes of that list do not reach the rendering.</value>
    public required IReadOnlyList<HuWindow> Windows
    {
        get => _windows;
        init => _windows = Array.AsReadOnly<HuWindow>([.. value]);
    }

    /// <summary>How Hounsfield units become brightness inside each window.</summary>
    /// <value>LINEAR_EXACT.</value>
    public WindowFunction Function { get; init; } = WindowFunction.LinearExact;

    /// <summary>Which slices are shown.</summary>
    /// <value>32 slices, evenly over the series.</value>
    public SliceSelection Slices { get; init; } = SliceSelection.Uniform(32);

    /// <summary>Whether slices pass through 8-bit images.</summary>
    /// <value>No rounding.</value>
    public RenderPrecision Precision { get; init; } = RenderPrecision.Float;

    /// <summary>How windows become whole levels; without meaning for <see cref="RenderPrecision.Float"/>.</summary>
    /// <value>Ties go up.</value>
    public EightBitRounding Rounding { get; init; } = EightBitRounding.HalfUp;

    /// <summary>The kernel of the resize, in place of the one that the encoder's files name.</summary>
    /// <value>Null: as the encoder's files say.</value>
    public ResizeFilter? Filter { get; init; }

    /// <summary>
    /// Neighbouring slices as the channels, in the one window: with s, the slices z - s, z and z + s along the axis that the plane of the picture cuts, held
    /// to the first and last one, are red, green and blue.
    /// </summary>
    /// <value>Null: one slice a picture. Else 1 or more, in slices (rows or columns for coronal or sagittal pictures), whatever their distance in millimetres.</value>
    public int? NeighbourStep { get; init; }

    /// <summary>Three windows for CT enterography: soft tissue (L40 W400), bowel wall (L90 W180), mesenteric fat (L-50 W300).</summary>
    /// <param name="slices">Which slices; 32 evenly when null.</param>
    /// <param name="precision">Whether slices pass through 8-bit images.</param>
    /// <returns>The rendering.</returns>
    public static CtRendering EnterographyRgb(SliceSelection? slices = null, RenderPrecision precision = RenderPrecision.Float) =>
        Create([new(40, 400), new(90, 180), new(-50, 300)], slices, precision);

    /// <summary>The three windows of MedGemma: -1024..1024, -135..215 and 0..80 HU.</summary>
    /// <param name="slices">Which slices; 32 evenly when null.</param>
    /// <param name="precision">Whether slices pass through 8-bit images.</param>
    /// <returns>The rendering.</returns>
    public static CtRendering MedGemmaRgb(SliceSelection? slices = null, RenderPrecision precision = RenderPrecision.Float) =>
        Create([HuWindow.FromRange(-1024, 1024), HuWindow.FromRange(-135, 215), HuWindow.FromRange(0, 80)], slices, precision);

    /// <summary>The soft-tissue window (L40 W400), repeated to three channels.</summary>
    /// <param name="slices">Which slices; 32 evenly when null.</param>
    /// <param name="precision">Whether slices pass through 8-bit images.</param>
    /// <returns>The rendering.</returns>
    public static CtRendering SoftTissue(SliceSelection? slices = null, RenderPrecision precision = RenderPrecision.Float) =>
        Create([new(40, 400)], slices, precision);

    /// <summary>The 2.5-D picture: the slices z - s, z and z + s as red, green and blue, in one window.</summary>
    /// <param name="window">The window; soft tissue (L40 W400) when null.</param>
    /// <param name="step">s, 1 or more; see <see cref="NeighbourStep"/>.</param>
    /// <param name="slices">Which slices z; 32 evenly when null.</param>
    /// <param name="precision">Whether slices pass through 8-bit images.</param>
    /// <returns>The rendering.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public static CtRendering NeighbouringSlices(
        HuWindow? window = null, int step = 1, SliceSelection? slices = null, RenderPrecision precision = RenderPrecision.Float)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return Create([window ?? new(40, 400)], slices, precision) with { NeighbourStep = step };
    }

    /// <summary>Checks every number, and reports all that is wrong in one message.</summary>
    /// <param name="parameterName">The parameter of the caller that held the rendering, for the exception.</param>
    /// <exception cref="ArgumentException">
    /// There are neither one nor three windows, a level or width is outside its limits (a width below 1 with
    /// <see cref="WindowFunction.Linear"/>), neighbouring slices have a step below 1 or more than one window, the selection is null, or an enumeration holds an unknown value.
    /// </exception>
    public void Validate(string? parameterName = null)
    {
        List<string> violations = [];
        RenderingRules.Collect(this, violations);
        RenderThrow.IfAny("The rendering is invalid", violations, parameterName);
    }

    /// <summary>Compares value by value.</summary>
    /// <param name="other">The other rendering.</param>
    /// <returns>Whether windows, function, slices, precision, rounding, filter and neighbours are the same.</returns>
    public bool Equals(CtRendering? other) => other is not null
        && _windows.SequenceEqual(other._windows)
        && Function == other.Function
        && Precision == other.Precision
        && Rounding == other.Rounding
        && Filter == other.Filter
        && NeighbourStep == other.NeighbourStep
        && Equals(Slices, other.Slices);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (HuWindow window in _windows)
        {
            hash.Add(window);
        }

        hash.Add(Function);
        hash.Add(Slices);
        hash.Add(Precision);
        hash.Add(Rounding);
        hash.Add(Filter);
        hash.Add(NeighbourStep);
        return hash.ToHashCode();
    }

    private static CtRendering Create(IReadOnlyList<HuWindow> windows, SliceSelection? slices, RenderPrecision precision) =>
        new() { Windows = windows, Slices = slices ?? SliceSelection.Uniform(32), Precision = precision };
}
