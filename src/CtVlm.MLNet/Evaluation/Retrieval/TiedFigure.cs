namespace CtVlm.MLNet;

/// <summary>A figure of one query under ties.</summary>
/// <param name="Expected">Exact mean over all orders of tied candidates.</param>
/// <param name="Pessimistic">With every relevant candidate last among those tied with it.</param>
internal readonly record struct TiedFigure(double Expected, double Pessimistic);
