using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>The embedding beside another column of the same rows.</summary>
/// <param name="ColumnName">The other column.</param>
/// <param name="Width">Its width E.</param>
/// <param name="Figures">The figures; X is the embedding, Y the other column.</param>
public sealed record GeometryComparison(string ColumnName, int Width, ComparisonFigures Figures);
