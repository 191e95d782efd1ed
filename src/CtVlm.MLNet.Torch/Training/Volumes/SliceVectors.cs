namespace CtVlm.MLNet.Torch;

/// <summary>Vectors of the slices of a series, by a tower that does not train.</summary>
/// <param name="Values">(n, D), row by row.</param>
/// <param name="PositionsMm">Place of each slice along its normal in mm, n.</param>
internal readonly record struct SliceVectors(float[] Values, float[] PositionsMm);
