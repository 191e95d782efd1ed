namespace CtVlm.MLNet.Torch;

/// <summary>One figure of a diagnosis: a number, or NaN with the reason why the rows do not define it.</summary>
/// <param name="Value">The number; NaN where undefined.</param>
/// <param name="Undefined">Why there is no number; null where there is one.</param>
public readonly record struct GeometryFigure(double Value, string? Undefined = null)
{
    /// <summary>Whether the rows define the figure.</summary>
    public bool IsDefined => Undefined is null;

    /// <summary>The number; NaN where undefined.</summary>
    /// <param name="figure">The figure.</param>
    public static implicit operator double(GeometryFigure figure) => figure.Value;

    /// <summary>A figure that has a value; NaN or infinity, which no defined figure has, becomes undefined.</summary>
    internal static GeometryFigure Of(double value) => double.IsFinite(value) ? new(value) : None("the arithmetic has no finite result");

    /// <summary>A figure that the rows do not define.</summary>
    internal static GeometryFigure None(string reason) => new(double.NaN, reason);

    /// <summary>A quotient; undefined where the denominator is 0.</summary>
    internal static GeometryFigure Quotient(double numerator, double denominator, string reason) =>
        denominator == 0 ? None(reason) : Of(numerator / denominator);
}
