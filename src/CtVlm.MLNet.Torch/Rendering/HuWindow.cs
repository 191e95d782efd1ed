namespace CtVlm.MLNet.Torch;

/// <summary>A range of Hounsfield units shown from black to white: y = clamp((hu - (level - width / 2)) / width, 0, 1).</summary>
/// <param name="LevelHu">The centre, HU.</param>
/// <param name="WidthHu">The width, HU; above 0.</param>
/// <remarks><b>Source:</b> DICOM PS3.3 C.11.2.1.3.2 (LINEAR_EXACT).</remarks>
public readonly record struct HuWindow(double LevelHu, double WidthHu)
{
    /// <summary>A window given by its ends.</summary>
    /// <param name="lowHu">What is shown black, HU.</param>
    /// <param name="highHu">What is shown white, HU; above <paramref name="lowHu"/>.</param>
    /// <returns>The window between them.</returns>
    public static HuWindow FromRange(double lowHu, double highHu) => new((lowHu + highHu) / 2, highHu - lowHu);
}
