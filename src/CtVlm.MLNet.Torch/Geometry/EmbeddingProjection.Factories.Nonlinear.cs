namespace CtVlm.MLNet.Torch;

/// <content>The projections that are no linear map.</content>
public abstract partial class EmbeddingProjection
{
    /// <summary>Makes each column normally distributed: a value becomes the normal quantile of its rank among the training values of its column.</summary>
    /// <param name="interpolates">
    /// False: the rank is u = (#{training &lt; x} + #{training ≤ x})/(2N), a step between training values. True: u is linear between different training values, and flat beyond them.
    /// </param>
    /// <returns>The projection, d values to d values between the quantiles of 1/(2N) and 1 - 1/(2N); a training row without ties gets those of (rank - 1/2)/N. A column that is constant in training gives 0 there.</returns>
    /// <remarks>All training values are kept, N d single-precision numbers: the saved model grows with the training rows.</remarks>
    public static EmbeddingProjection RankGauss(bool interpolates = false) => new RankGaussProjection(interpolates);

    /// <summary>Features whose dot products approximate the Gaussian kernel exp(-gamma |x - z|²), by comparison with landmarks: K(x, Z) K(Z, Z)^(-1/2).</summary>
    /// <param name="landmarks">How many different training rows are landmarks, 1 or more; they are kept with the model.</param>
    /// <param name="gamma">Above 0; null: 1/(2 m²), m the median distance between two training rows, of 2,048 of them where there are more.</param>
    /// <param name="seed">Chooses the landmarks: the same seed and rows give the same projection.</param>
    /// <returns>The projection, d values to as many as there are landmarks; <see cref="ProjectionFigures.Gamma"/> is among its figures.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of landmarks is below 1, or gamma is not a finite number above 0.</exception>
    /// <remarks>The root is symmetric, eigenvalues floored at 1e-12. A vector far from all landmarks becomes nearly 0. <b>Source:</b> Williams and Seeger 2000.</remarks>
    public static EmbeddingProjection Nystroem(int landmarks, double? gamma = null, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(landmarks, 1);
        RequirePositive(gamma, nameof(gamma));
        return new NystroemProjection(landmarks, gamma, seed);
    }

    /// <summary>Features whose dot products approximate the Gaussian kernel exp(-gamma |x - z|²), by random waves: sqrt(2/K) cos(W x + b).</summary>
    /// <param name="components">K, 1 or more; the error falls as 1/sqrt(K).</param>
    /// <param name="gamma">Above 0; null: 1/(2 m²), m the median distance between two training rows, of 2,048 of them where there are more.</param>
    /// <param name="seed">Draws W from N(0, 2 gamma) and b from [0, 2 pi): the same seed gives the same projection. Both are saved with the model.</param>
    /// <returns>The projection, d values to K values of at most sqrt(2/K); with gamma given it needs no training rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1, or gamma is not a finite number above 0.</exception>
    /// <remarks><b>Source:</b> Rahimi and Recht 2007.</remarks>
    public static EmbeddingProjection RandomFourier(int components, double? gamma = null, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        RequirePositive(gamma, nameof(gamma));
        return new RandomFourierProjection(components, gamma, seed);
    }

    /// <summary>Principal components of the training rows in the space of the Gaussian kernel exp(-gamma |x - z|²), by falling variance.</summary>
    /// <param name="components">How many, 1 or more and at most the rank of the centred kernel matrix, below the number of training rows.</param>
    /// <param name="gamma">Above 0; null: 1/(2 m²), m the median distance between two training rows, of 2,048 of them where there are more.</param>
    /// <param name="seed">Chooses those 2,048.</param>
    /// <returns>The projection; the entry of largest magnitude of each eigenvector is positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is below 1, or gamma is not a finite number above 0.</exception>
    /// <remarks>
    /// All training rows are kept, at most 4,096, and each vector is compared with each: <see cref="Nystroem"/> is the smaller and faster choice.
    /// <b>Source:</b> Schölkopf, Smola and Müller 1998.
    /// </remarks>
    public static EmbeddingProjection KernelPca(int components, double? gamma = null, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        RequirePositive(gamma, nameof(gamma));
        return new KernelPcaProjection(components, gamma, seed);
    }

    /// <summary>Moves one modality towards the other along the gap between their means, on the sphere: L2(v - lambda g/2) for images, L2(t + lambda g/2) for texts, g = mean(L2(images)) - mean(L2(texts)) over the training rows.</summary>
    /// <param name="lambda">How much of the gap is closed: 0 leaves it, 1 makes the two means equal before the last L2, below 0 widens it. Half of it is this side's; project the other side too.</param>
    /// <param name="counterpartColumnName">The column of the other modality's embeddings, as they were before any shift: a known-sized vector of the same width.</param>
    /// <param name="side">What this column holds. Each side moves towards the other; this tells only which way the reported <see cref="ProjectionFigures.ModalityGap"/> points, from texts to images.</param>
    /// <returns>The projection; <see cref="FittedProjection.ShiftNorm"/> is |g|. A zero vector moves to the direction of the shift; what the shift makes zero stays zero.</returns>
    /// <exception cref="ArgumentException">The column has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Lambda is not finite, or the side is unknown.</exception>
    /// <remarks>Similarities within a modality change too, not only those across. <b>Source:</b> Liang et al. 2022, with the gap not normalised.</remarks>
    public static EmbeddingProjection ModalityGapShift(double lambda, string counterpartColumnName, EmbeddingModality side)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(counterpartColumnName);
        if (!double.IsFinite(lambda))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "Lambda must be a finite number.");
        }

        if (!Enum.IsDefined(side))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "There is no such modality.");
        }

        return new ModalityGapProjection(lambda, counterpartColumnName, side);
    }

    /// <summary>Lifts vectors to hyperbolic space of curvature -c by the exponential map at the origin, and hands on flat coordinates that any trainer can use.</summary>
    /// <param name="curvature">c, above 0; null: such that the median training row lies at <paramref name="radius"/> from the origin, c = (radius/median |scale x|)².</param>
    /// <param name="scale">What vectors are multiplied by first, above 0.</param>
    /// <param name="coordinates">What comes out; d values in each case.</param>
    /// <param name="radius">Distance from the origin of the median training row under a fitted curvature, in units of 1/sqrt(c), above 0; not used where c is given. At 1 the space bends noticeably, well above it vectors differ by direction only.</param>
    /// <returns>The projection; <see cref="FittedProjection.Curvature"/> is c.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite and above 0, or there are no such coordinates.</exception>
    /// <remarks>
    /// <para>Only <see cref="HyperbolicCoordinates.TangentAtMean"/> takes its zero from the rows: they are seen from their Einstein midpoint, moved to the origin, then mapped by the logarithm. It is no linear map,
    /// and the farther the midpoint is from the origin, the more it differs from centring. <see cref="HyperbolicCoordinates.Space"/> and <see cref="HyperbolicCoordinates.Poincare"/> stretch or compress the norm
    /// and keep the direction: vectors that all have norm 1 are only scaled by them. <see cref="HyperbolicCoordinates.TangentAtOrigin"/> undoes the lift up to the clamp: it is there for comparison.</para>
    /// <para>sqrt(c)|scale x| is clamped to asinh(2^15) = 11.09, so that nothing overflows: beyond it, norms are lost. Nothing is learned about hierarchy: the geometry is only as hyperbolic as norms in training made it.</para>
    /// <para><b>Source:</b> Desai et al. 2023 (MERU), formulas of the lift and the clamp; Ungar for the midpoint.</para>
    /// </remarks>
    public static EmbeddingProjection Hyperbolic(
        double? curvature = null, double scale = 1, HyperbolicCoordinates coordinates = HyperbolicCoordinates.TangentAtMean, double radius = 1)
    {
        RequirePositive(curvature, nameof(curvature));
        RequirePositive(scale, nameof(scale));
        RequirePositive(radius, nameof(radius));
        return Enum.IsDefined(coordinates)
            ? new HyperbolicProjection(curvature, radius, scale, coordinates)
            : throw new ArgumentOutOfRangeException(nameof(coordinates), coordinates, "There are no such coordinates.");
    }

    /// <summary>Flattens the sphere around the training rows' Fréchet mean p: L2, then log_p(x), whose length is the angle between x and p.</summary>
    /// <returns>The projection, d values to d values orthogonal to p, of norm 0 to pi; <see cref="ProjectionFigures.SphericalVariance"/> is among its figures.</returns>
    /// <remarks>
    /// A zero vector stays zero, which is also where p goes. The point opposite to p has no direction of its own and gets a fixed one. Fitting refuses rows whose directions cancel out.
    /// <b>Source:</b> Pennec 2006.
    /// </remarks>
    public static EmbeddingProjection SphericalLog() => new SphericalLogProjection();

    private static void RequirePositive(double? value, string name)
    {
        if (value is not null and not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, $"'{name}' must be a finite number above 0.");
        }
    }
}
