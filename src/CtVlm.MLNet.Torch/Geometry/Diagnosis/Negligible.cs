namespace CtVlm.MLNet.Torch;

/// <summary>What counts as no variance.</summary>
internal static class Negligible
{
    /// <summary>The reason that stands where rows do not vary.</summary>
    public const string NoVariance = "the rows do not vary";

    // Rows of Single that differ at all differ by 6e-8 of a value; a mean in double is off by 1e-16 of it.
    private const double Relative = 1e-13;

    /// <summary>Whether a length is rounding beside the length of the rows it was computed from.</summary>
    public static bool IsLength(double length, double whole) => !(length > Relative * whole);

    /// <summary>Whether a sum of squares is rounding beside that of the rows it was computed from.</summary>
    public static bool IsSquare(double square, double whole) => !(square > Relative * Relative * whole);
}
