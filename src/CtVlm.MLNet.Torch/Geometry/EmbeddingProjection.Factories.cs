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

    /// <summary>Subtracts the mean of the training rows, then divides by the L2 norm; a vector at the mean becomes zero.</summary>
    /// <returns>The projection; D values in, D out, of unit norm.</returns>
    public static EmbeddingProjection CentredL2() => new CentredL2Projection();

    /// <summary>Centres each column and divides it by its standard deviation over the training rows, divisor N. A constant column is only centred.</summary>
    /// <returns>The projection; D values in, D out.</returns>
    /// <remarks><b>Source:</b> the definition of scikit-learn's StandardScaler.</remarks>
    public static EmbeddingProjection Standardizing() => new StandardizingProjection();

    /// <summary>All-but-the-top: centres vectors and removes the leading principal directions, in which all embeddings of an encoder are alike: c - U'U c, c = x - mean.</summary>
    /// <param name="directions">How many, 1 or more and at most the rank of the training rows; some 1% of the width is usual.</param>
    /// <returns>The projection; D values in, D out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of directions is below 1.</exception>
    /// <remarks><b>Source:</b> Mu and Viswanath, All-but-the-top, ICLR 2018; the directions are removed from the centred vector.</remarks>
    public static EmbeddingProjection AllButTheTop(int directions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 1);
        return new AllButTheTopProjection(directions);
    }

    /// <summary>Principal components of unit variance: diag(1/sqrt(variance + epsilon)) V (x - mean), by falling variance.</summary>
    /// <param name="components">How many outputs K, 1 or more and at most the rank of the training rows; null: all D.</param>
    /// <param name="epsilon">Added to each variance, in squared units of the rows, 0 or more: the larger, the less small variances are blown up.</param>
    /// <param name="shrinkage">How far the covariance is drawn to the identity; null: not at all. Its divisor is N with shrinkage, N - 1 without.</param>
    /// <returns>The projection; D values in, K out; the loading of largest magnitude of each component is positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1, or epsilon below 0 or not finite.</exception>
    /// <remarks>
    /// All D outputs of rows of a lower rank need an epsilon or a shrinkage: fitting names the rank otherwise. Fewer than D components are never more than the rank,
    /// for beyond it no component differs from another. <b>Source:</b> the definition of scikit-learn's PCA(whiten=True), at epsilon 0 and without shrinkage.
    /// </remarks>
    public static EmbeddingProjection PcaWhitening(int? components = null, double epsilon = 0, CovarianceShrinkage? shrinkage = null) =>
        new PcaWhiteningProjection(WhiteningSettings.Create(components, epsilon, shrinkage));

    /// <summary>Whitened vectors in the axes they came in: V' diag(1/sqrt(variance + epsilon)) V (x - mean), the whitening that moves vectors least.</summary>
    /// <param name="components">How many leading principal directions K are whitened and kept, 1 or more and at most the rank of the training rows; null: all D.</param>
    /// <param name="epsilon">Added to each variance, in squared units of the rows, 0 or more: the larger, the less small variances are blown up.</param>
    /// <param name="shrinkage">How far the covariance is drawn to the identity; null: not at all. Its divisor is N with shrinkage, N - 1 without.</param>
    /// <returns>The projection; D values in, D out, whatever the number of components.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1, or epsilon below 0 or not finite.</exception>
    /// <remarks>
    /// With fewer components the whitened directions are turned back into all D axes, and what lies outside them is removed: the covariance of the training rows becomes the
    /// projector on those directions. For K outputs take <see cref="PcaWhitening"/>: distances and angles between vectors are the same, and whitening K principal components
    /// in their own axes is that projection already. All D directions of rows of a lower rank need an epsilon or a shrinkage: fitting names the rank otherwise.
    /// <b>Source:</b> Bell and Sejnowski, Vision Research 37, 1997; Kessy, Lewin and Strimmer, The American Statistician 72, 2018.
    /// </remarks>
    public static EmbeddingProjection ZcaWhitening(int? components = null, double epsilon = 0, CovarianceShrinkage? shrinkage = null) =>
        new ZcaWhiteningProjection(WhiteningSettings.Create(components, epsilon, shrinkage));

    /// <summary>Gaussian random projection R x: needs no training rows and keeps distances, on average.</summary>
    /// <param name="components">How many outputs K, 1 or more; may be above D.</param>
    /// <param name="seed">Draws R; R is saved with the model.</param>
    /// <returns>The projection; D values in, K out; entries of R from N(0, 1/K).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1.</exception>
    /// <remarks><b>Source:</b> Johnson and Lindenstrauss 1984; Dasgupta and Gupta 2003.</remarks>
    public static EmbeddingProjection GaussianRandom(int components, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new GaussianRandomProjection(components, seed);
    }

    /// <summary>Sparse random projection R x: needs no training rows and keeps distances, on average.</summary>
    /// <param name="components">How many outputs K, 1 or more; may be above D.</param>
    /// <param name="seed">Draws R; R is saved with the model.</param>
    /// <returns>The projection; D values in, K out; two thirds of R are 0, the others sqrt(3/K) or its negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1.</exception>
    /// <remarks><b>Source:</b> Achlioptas, Database-friendly random projections, J. Computer and System Sciences 66, 2003.</remarks>
    public static EmbeddingProjection SparseRandom(int components, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new SparseRandomProjection(components, seed);
    }

    /// <summary>Linear discriminants: the directions that separate classes best, with unit variance within classes; the training mean moves to 0.</summary>
    /// <param name="labelColumnName">The column of classes; their priors are their shares of the training rows.</param>
    /// <param name="components">How many outputs K, 1 to C - 1 of C classes; null: as many as there are.</param>
    /// <param name="shrinkage">
    /// Null or <see cref="CovarianceShrinkage.None"/>: by singular values, without a covariance. Otherwise by eigenvectors of shrunk covariances of each class and of all rows;
    /// Ledoit and Wolf's is found on standardised columns.
    /// </param>
    /// <returns>The projection; D values in, K out; the loading of largest magnitude of each is positive.</returns>
    /// <exception cref="ArgumentException">The column has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1.</exception>
    /// <remarks>
    /// Fitting refuses fewer than two classes, a class without training rows and more components than the classes allow.
    /// <b>Source:</b> the definitions of scikit-learn's LinearDiscriminantAnalysis, solvers "svd" and "eigen".
    /// </remarks>
    public static EmbeddingProjection Lda(string labelColumnName, int? components = null, CovarianceShrinkage? shrinkage = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        if (components is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(components), components, "One component or more.");
        }

        return new LdaProjection(labelColumnName, components, shrinkage ?? CovarianceShrinkage.None);
    }

    /// <summary>Squared Mahalanobis distance from the training mean, c'S^-1 c with c = x - mean: how unlike the training rows a vector is.</summary>
    /// <param name="shrinkage">How far the covariance S, divisor N, is drawn to the identity; null: Ledoit and Wolf's.</param>
    /// <returns>The projection; D values in, one out, 0 or more.</returns>
    /// <remarks><b>Source:</b> Mahalanobis 1936; Ledoit and Wolf 2004.</remarks>
    public static EmbeddingProjection Mahalanobis(CovarianceShrinkage? shrinkage = null) => new MahalanobisProjection(shrinkage ?? CovarianceShrinkage.LedoitWolf);

    /// <summary>Squared Mahalanobis distance from the mean of each class, with one covariance of the class-centred rows.</summary>
    /// <param name="labelColumnName">The column of classes.</param>
    /// <param name="shrinkage">How far the covariance, divisor N, is drawn to the identity; null: Ledoit and Wolf's.</param>
    /// <returns>The projection; D values in, C out, one a class in the order of the classes, 0 or more. The smallest tells how unlike every class a vector is.</returns>
    /// <exception cref="ArgumentException">The column has no name.</exception>
    /// <remarks><b>Source:</b> Lee et al., A simple unified framework for detecting out-of-distribution samples, NeurIPS 2018.</remarks>
    public static EmbeddingProjection ClassMahalanobis(string labelColumnName, CovarianceShrinkage? shrinkage = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        return new ClassMahalanobisProjection(labelColumnName, shrinkage ?? CovarianceShrinkage.LedoitWolf);
    }
}
