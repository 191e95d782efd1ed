namespace CtVlm.MLNet.Torch;

/// <summary>How a CT series becomes the pictures an encoder sees: which slices, which windows, which precision.</summary>
public sealed record CtRendering
{
    /// <summary>One window, repeated to three channels, or three windows as red, green and blue.</summary>
    public required IReadOnlyList<HuWindow> Windows { get; init; }

    /// <summary>Which slices are shown.</summary>
    /// <value>32 slices, evenly over the series.</value>
    public SliceSelection Slices { get; init; } = SliceSelection.Uniform(32);

    /// <summary>Whether slices pass through 8-bit images.</summary>
    /// <value>No rounding.</value>
    public RenderPrecision Precision { get; init; } = RenderPrecision.Float;

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

    private static CtRendering Create(IReadOnlyList<HuWindow> windows, SliceSelection? slices, RenderPrecision precision) =>
        new() { Windows = windows, Slices = slices ?? SliceSelection.Uniform(32), Precision = precision };
}
