namespace CtVlm.MLNet;

/// <summary>The slices between two heights.</summary>
/// <param name="StartMm">Lower edge along z, in mm, included.</param>
/// <param name="EndMm">Upper edge along z, in mm, excluded.</param>
/// <param name="MeanWeight">Mean weight of the slices in it.</param>
/// <param name="Slices">Number of slices in it, above 0.</param>
public readonly record struct SliceProfileBin(double StartMm, double EndMm, double MeanWeight, long Slices);
