namespace CtVlm.MLNet.Torch;

/// <content>Poolings that need no training.</content>
public abstract partial class SlicePooling
{
    /// <summary>The mean of the rows, by column. <b>Source:</b> arXiv 2604.13021.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Mean() => new MeanPooling();

    /// <summary>The largest value of each column.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Max() => new MaxPooling();

    /// <summary>The smallest value of each column.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Min() => new MinPooling();

    /// <summary>The sum of the rows, by column: it grows with the number of slices.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Sum() => new SumPooling();

    /// <summary>The median of each column.</summary>
    /// <param name="variant">What the median of an even number of values is; by default the mean of the two in the middle.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such variant.</exception>
    /// <remarks><b>Source:</b> torch.median, numpy.median (definitions).</remarks>
    public static SlicePooling Median(MedianVariant variant = MedianVariant.Mid) => new MedianPooling(variant);

    /// <summary>The slice in the middle: number floor(n / 2), from 0, along the normal where positions in mm are given, else in the order of the rows.</summary>
    /// <returns>The pooling; the order of the rows matters unless positions are given; output as wide as the rows.</returns>
    /// <remarks><b>Source:</b> YalaLab/rate-evals, configs/model (the choice).</remarks>
    public static SlicePooling Middle() => new MiddlePooling();

    /// <summary>The mean and the standard deviation of each column: [mean, sqrt(variance + eps)], divisor n.</summary>
    /// <param name="epsilon">What is added to the variance, above 0; 1e-6 by default.</param>
    /// <returns>The pooling; permutation-invariant, output twice as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not above 0.</exception>
    public static SlicePooling MeanStd(double epsilon = MeanStdPooling.StandardEpsilon) => new MeanStdPooling(epsilon);

    /// <summary>The smallest value, the largest value and the mean of each column: [min, max, mean].</summary>
    /// <returns>The pooling; permutation-invariant, output three times as wide as the rows.</returns>
    public static SlicePooling MinMaxMean() => new MinMaxMeanPooling();

    /// <summary>The generalised mean of each column, (mean max(x, eps)^p)^(1/p): the mean at p = 1, towards the maximum as p grows.</summary>
    /// <param name="exponent">p, above 0; 3 by default.</param>
    /// <param name="epsilon">The smallest value that counts, above 0; 1e-6 by default. Values below it, negative ones too, count as this.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0.</exception>
    /// <remarks>Meant for values that are not negative. <b>Source:</b> Radenovic, Tolias and Chum, arXiv 1711.02512.</remarks>
    public static SlicePooling Gem(double exponent = GemPooling.StandardExponent, double epsilon = GemPooling.StandardEpsilon) => new GemPooling(exponent, epsilon);

    /// <summary>A smooth maximum of each column, (1/r) log mean exp(r x): towards the mean as r falls to 0, towards the maximum as it grows.</summary>
    /// <param name="sharpness">r, above 0; 1 by default.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharpness"/> is not above 0.</exception>
    /// <remarks><b>Source:</b> Pinheiro and Collobert, arXiv 1411.6228.</remarks>
    public static SlicePooling LogSumExp(double sharpness = LogSumExpPooling.StandardSharpness) => new LogSumExpPooling(sharpness);

    /// <summary>The mean of the k rows of largest norm, or of the k largest values of each column; of all where there are fewer.</summary>
    /// <param name="count">k, 1 or more; 4 by default.</param>
    /// <param name="criterion">By what the largest are chosen; by default the L2 norm of the rows.</param>
    /// <returns>The pooling; permutation-invariant save for rows of exactly equal norm, of which the earlier is taken; output as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1, or there is no such criterion.</exception>
    public static SlicePooling TopK(int count = TopKPooling.StandardCount, TopKCriterion criterion = TopKCriterion.Norm) => new TopKPooling(count, criterion);

    /// <summary>For probabilities: that at least one slice has it, 1 - prod(1 - p), by column.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows. It throws an <see cref="ArgumentException"/> naming row, column and value where a value is not from 0 to 1.</returns>
    /// <remarks><b>Source:</b> Maron and Lozano-Perez, A Framework for Multiple-Instance Learning, 1998.</remarks>
    public static SlicePooling NoisyOr() => new NoisyOrPooling();

    /// <summary>The mean, with L2 norms divided out of the rows, of the mean, or of both; a zero vector stays zero.</summary>
    /// <param name="order">What is divided by its norm; by default the rows: the length of the result, 0 to 1, then tells how their directions agree.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    /// <remarks><b>Source:</b> Mardia and Jupp, Directional Statistics, 2000, section 9.2 (mean direction and resultant length).</remarks>
    public static SlicePooling NormalizedMean(NormalizedMeanOrder order = NormalizedMeanOrder.Rows) => new NormalizedMeanPooling(order);

    /// <summary>The Fréchet mean of the rows' directions: the point of the unit sphere of least mean squared angle to them.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows and of unit length; zero where the rows cancel out exactly.</returns>
    /// <remarks><b>Source:</b> Karcher, Riemannian center of mass and mollifier smoothing, 1977.</remarks>
    public static SlicePooling Frechet() => new FrechetPooling();

    /// <summary>The midpoint of the rows in hyperbolic space: rows times a scale go there by the exponential map at the origin, their Lorentz centroid (the Einstein midpoint) comes back by its inverse.</summary>
    /// <param name="curvature">c of the space of curvature -c, above 0; 1 by default.</param>
    /// <param name="scale">What rows are multiplied by first, above 0; 1 by default. sqrt(c) times the norm of a scaled row is at most 30, else pooling throws an <see cref="ArgumentException"/> that names the row.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows, a tangent at the origin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0.</exception>
    /// <remarks><b>Source:</b> Law et al., Lorentzian Distance Learning, ICML 2019; Gulcehre et al., arXiv 1805.09786.</remarks>
    public static SlicePooling Lorentz(double curvature = 1, double scale = 1) => new LorentzPooling(curvature, scale);

    /// <summary>The covariance of the rows, divisor n, plus eps on its diagonal, normed: its upper triangle with the diagonal, row by row.</summary>
    /// <param name="norm">What is made of the matrix before it is a vector; by default nothing.</param>
    /// <param name="epsilon">What is added to the diagonal, 0 or more, above 0 for the matrix roots and powers; by default 0 without a norm and 1e-3 with one.</param>
    /// <param name="exponent">alpha of <see cref="CovarianceNorm.MatrixPower"/>, above 0 and at most 1; 0.5 by default; without meaning for others.</param>
    /// <param name="iterations">Steps of <see cref="CovarianceNorm.NewtonSchulz"/>, 1 to 100; 5 by default; without meaning for others.</param>
    /// <returns>The pooling; permutation-invariant, output D (D + 1) / 2 wide for rows of D values, D at most 2048.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks><b>Source:</b> Lin, RoyChowdhury and Maji, arXiv 1504.07889; Li et al., arXiv 1703.08050 and 1712.01034.</remarks>
    public static SlicePooling Covariance(
        CovarianceNorm norm = CovarianceNorm.None, double? epsilon = null, double exponent = CovariancePooling.StandardExponent, int iterations = CovariancePooling.StandardIterations) =>
        new CovariancePooling(norm, epsilon ?? CovariancePooling.StandardEpsilon(norm), exponent, iterations);

    /// <summary>For the tokens of a picture: [class token, mean of the patch tokens].</summary>
    /// <param name="prefixTokens">Tokens before the patches: the class token, and registers, which neither half uses; 1 or more, 1 by default.</param>
    /// <returns>The pooling; the first row is the class token, so the order of the rows matters; output twice as wide as the rows. A bag with no token after the prefix has the mean of those it has.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="prefixTokens"/> is below 1.</exception>
    /// <remarks><b>Source:</b> Oquab et al., DINOv2, arXiv 2304.07193; Darcet et al., arXiv 2309.16588.</remarks>
    public static SlicePooling ClsPatchMean(int prefixTokens = ClsPatchMeanPooling.StandardPrefix) => new ClsPatchMeanPooling(prefixTokens);
}
