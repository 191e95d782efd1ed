namespace CtVlm.MLNet.Torch;

/// <content>The projections there are.</content>
public abstract partial class EmbeddingProjection
{
    /// <summary>Leaves vectors as they are.</summary>
    /// <returns>The projection.</returns>
    public static EmbeddingProjection Identity() => new IdentityProjection();

    /// <summary>Divides a vector by its L2 norm; a zero vector stays zero.</summary>
    /// <returns>The projection.</returns>
    public static EmbeddingProjection L2() => new L2Projection();

    /// <summary>Subtracts the mean of the training rows.</summary>
    /// <returns>The projection.</returns>
    public static EmbeddingProjection Centring() => new CentringProjection();

    /// <summary>Principal components of the training rows, exact: x becomes V (x - mean), by falling variance.</summary>
    /// <param name="components">How many, 1 or more and at most the rank of the training rows.</param>
    /// <returns>The projection; the loading of largest magnitude of each component is positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1.</exception>
    public static EmbeddingProjection Pca(int components)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new PcaProjection(components);
    }
}
