namespace CtVlm.MLNet;

/// <summary>A row on its first two principal components.</summary>
/// <param name="X">Coordinate on the first component, in the units of the embedding.</param>
/// <param name="Y">Coordinate on the second component; 0 where the rows span one direction only.</param>
/// <param name="ClassIndex">Place of the row's class in <see cref="GeometryDiagnosis.ClassNames"/>; -1 without one.</param>
public readonly record struct GeometryPoint(double X, double Y, int ClassIndex);
