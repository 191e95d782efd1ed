namespace CtVlm.MLNet.Phantoms;

/// <summary>The attenuation of a shape at a point of it.</summary>
/// <param name="depth">Depth below the shape's surface, mm.</param>
/// <param name="x">x, mm.</param>
/// <param name="y">y, mm.</param>
/// <param name="z">z, mm.</param>
/// <returns>HU.</returns>
internal delegate float Shade(float depth, float x, float y, float z);
