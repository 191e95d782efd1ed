namespace CtVlm.MLNet.Torch;

/// <summary>In which space an embedding lives: a map of vectors, fitted on training rows only.</summary>
/// <remarks>A projection is a choice, without state; what it learns is a <see cref="FittedProjection"/>, saved with the model.</remarks>
public abstract class EmbeddingProjection
{
    private protected EmbeddingProjection()
    {
    }

    /// <summary>Short name, used in slot names and saved models.</summary>
    public abstract string Name { get; }

    /// <summary>Whether fitting needs a pass over the training rows.</summary>
    public abstract bool NeedsData { get; }

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

    /// <summary>Fits the projection.</summary>
    /// <param name="rows">Training rows (N, D), row by row, finite; not kept.</param>
    /// <param name="width">D, above 0.</param>
    /// <returns>The fitted projection.</returns>
    /// <exception cref="InvalidOperationException">The rows do not determine it: the message says what is missing.</exception>
    public abstract FittedProjection Fit(ReadOnlySpan<float> rows, int width);
}
