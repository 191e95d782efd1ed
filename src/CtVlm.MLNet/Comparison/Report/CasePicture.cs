namespace CtVlm.MLNet;

/// <summary>A slice of a case.</summary>
/// <param name="Slice">Its index z in the volume.</param>
/// <param name="PositionMm">Its place along z.</param>
/// <param name="Weight">What the pooling gives it; null where it weighs none.</param>
/// <param name="Png">The picture.</param>
internal sealed record CasePicture(int Slice, double PositionMm, float? Weight, byte[] Png);
