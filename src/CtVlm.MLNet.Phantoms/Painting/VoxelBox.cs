namespace CtVlm.MLNet.Phantoms;

/// <summary>A range of voxels, both ends included; empty when a low end lies above its high end.</summary>
internal readonly record struct VoxelBox(int LowX, int HighX, int LowY, int HighY, int LowZ, int HighZ);
