namespace CtVlm.MLNet.Phantoms;

/// <summary>A shape that knows how deep a point lies in it.</summary>
internal interface ISolid
{
    /// <summary>The smallest box that holds the shape.</summary>
    Box Bounds { get; }

    /// <summary>Approximate signed distance to the surface, millimetres, positive inside.</summary>
    float Depth(float x, float y, float z);
}
