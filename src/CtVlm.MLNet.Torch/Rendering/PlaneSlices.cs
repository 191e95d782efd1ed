namespace CtVlm.MLNet.Torch;

/// <summary>The chosen pictures of one plane of a volume.</summary>
/// <param name="Plane">The plane.</param>
/// <param name="Indices">Ascending indices along the axis that the plane cuts: z, y or x.</param>
public sealed record PlaneSlices(SlicePlane Plane, IReadOnlyList<int> Indices);
