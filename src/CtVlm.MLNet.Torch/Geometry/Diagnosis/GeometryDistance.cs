namespace CtVlm.MLNet.Torch;

/// <summary>How far two rows lie apart.</summary>
public enum GeometryDistance
{
    /// <summary>abs(x - y) of the rows as they are.</summary>
    Euclidean = 0,

    /// <summary>abs(z - w) of the rows at unit norm, which orders pairs as 1 - cosine does. Zero rows have no direction and are left out.</summary>
    Cosine = 1,
}
