using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Items of one size that are read and rendered together.</summary>
/// <param name="Plane">The plane they lie in.</param>
/// <param name="Indices">One index an item: of the slice in the volume, the middle one of three; 0 for a whole volume.</param>
/// <param name="Depth">Planes of an item, D; 1 for a slice, 3 for neighbouring slices.</param>
/// <param name="Rows">H.</param>
/// <param name="Columns">W.</param>
internal sealed record InputPart(SlicePlane Plane, int[] Indices, int Depth, int Rows, int Columns)
{
    public int Items => Indices.Length;

    /// <summary>Values of all items.</summary>
    public int Length => checked(Items * Depth * Rows * Columns);
}
