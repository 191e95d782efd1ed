using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The covariance of the rows, normed: its upper triangle with the diagonal, row by row.</summary>
/// <remarks><b>Source:</b> see <see cref="CovarianceNorm"/>.</remarks>
internal sealed class CovariancePooling : SlicePooling
{
    public const string PoolingName = "covariance";
    public const double StandardExponent = 0.5;
    public const int StandardIterations = 5;

    /// <summary>Widest row: its covariance has 2,098,176 different elements.</summary>
    public const int MaxWidth = 2048;

    private readonly CovarianceNorm _norm;
    private readonly double _epsilon;
    private readonly double _exponent;
    private readonly int _iterations;

    public CovariancePooling(CovarianceNorm norm, double epsilon, double exponent, int iterations)
    {
        _norm = Enum.IsDefined(norm) ? norm : throw new ArgumentOutOfRangeException(nameof(norm), norm, "There is no such norm.");
        bool isRoot = norm is CovarianceNorm.MatrixSqrt or CovarianceNorm.MatrixPower or CovarianceNorm.NewtonSchulz;
        _epsilon = double.IsFinite(epsilon) && (isRoot ? epsilon > 0 : epsilon >= 0)
            ? epsilon
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, isRoot ? "What is added to the diagonal must be above 0: a root has no slope at 0." : "What is added to the diagonal must be 0 or more.");
        _exponent = exponent is > 0 and <= 1 ? exponent : throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "The exponent must be above 0 and at most 1.");
        _iterations = iterations is >= 1 and <= 100 ? iterations : throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "Steps must be 1 to 100.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(
    [
        ("norm", PoolingArguments.Text(_norm)),
        ("eps", PoolingArguments.Text(_epsilon)),
        .. _norm == CovarianceNorm.MatrixPower ? [("alpha", PoolingArguments.Text(_exponent))] : Array.Empty<(string, string)>(),
        .. _norm == CovarianceNorm.NewtonSchulz ? [("iterations", PoolingArguments.Text(_iterations))] : Array.Empty<(string, string)>(),
    ]);

    public static CovariancePooling Create(PoolingArguments arguments)
    {
        CovarianceNorm norm = arguments.Choice("norm", CovarianceNorm.None);
        return new(
            norm,
            arguments.Number("eps", StandardEpsilon(norm)),
            norm == CovarianceNorm.MatrixPower ? arguments.Number("alpha", StandardExponent) : StandardExponent,
            norm == CovarianceNorm.NewtonSchulz ? arguments.Count("iterations", StandardIterations) : StandardIterations);
    }

    public static double StandardEpsilon(CovarianceNorm norm) => norm == CovarianceNorm.None ? 0 : 1e-3;

    public override int GetOutputWidth(int width) =>
        width <= MaxWidth
            ? width * (width + 1) / 2
            : throw new ArgumentOutOfRangeException(nameof(width), width, $"Pooling '{PoolingName}' of rows of {width} values: at most {MaxWidth}. Project the rows to fewer dimensions first.");

    internal override PoolingModule CreateModule(int width, int classCount) => new CovarianceModule(this);

    private sealed class CovarianceModule(CovariancePooling pooling) : PoolingModule(nameof(CovarianceModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            _ = pooling.GetOutputWidth((int)bags.Rows.shape[2]);
            Tensor triangle = UpperTriangle(Norm(Covariance(bags))); // (B, N, D) -> (B, D, D) -> (B, D (D + 1) / 2)
            return new((pooling._norm == CovarianceNorm.Power ? PowerNorm(triangle) : triangle).MoveToOuterDisposeScope());
        }

        private static Tensor Identity(Tensor matrices) => eye(matrices.shape[1], dtype: matrices.dtype, device: matrices.device);

        private static Tensor UpperTriangle(Tensor matrices)
        {
            Tensor isUpper = ones(matrices.shape[1], matrices.shape[1], dtype: @bool, device: matrices.device).triu();
            return matrices.flatten(1).index_select(1, isUpper.flatten().nonzero().squeeze(1)); // row by row
        }

        private Tensor Covariance(BagBatch bags)
        {
            Tensor mean = PoolingRows.Mean(bags).unsqueeze(1); // (B, 1, D)
            Tensor deviations = bags.ZeroedRows.sub(mean).Filled(bags.RowMask.logical_not(), 0); // (B, N, D)
            Tensor products = deviations.transpose(1, 2).matmul(deviations); // -> (B, D, D)
            return products.div(bags.Counts.unsqueeze(2)).Plus(Identity(products).Times(pooling._epsilon));
        }

        private Tensor Norm(Tensor matrices) => pooling._norm switch
        {
            CovarianceNorm.MatrixSqrt => MatrixPower.Of(matrices, 0.5, pooling._epsilon),
            CovarianceNorm.MatrixPower => MatrixPower.Of(matrices, pooling._exponent, pooling._epsilon),
            CovarianceNorm.NewtonSchulz => NewtonSchulz(matrices, pooling._iterations),
            _ => matrices,
        };

        private static Tensor PowerNorm(Tensor triangle) => PoolingRows.Unit(triangle.sign().mul(triangle.abs().Plus(1e-12).sqrt()));

        private static Tensor NewtonSchulz(Tensor matrices, int iterations)
        {
            Tensor identity = Identity(matrices);
            Tensor trace = matrices.diagonal(0, 1, 2).sum(1).view(-1, 1, 1); // (B, 1, 1)
            Tensor root = matrices.div(trace), inverse = identity.expand(matrices.shape);
            for (int step = 0; step < iterations; step++)
            {
                Tensor correction = identity.Times(3).sub(inverse.matmul(root)).Times(0.5);
                root = root.matmul(correction);
                inverse = correction.matmul(inverse);
            }

            return root.mul(trace.sqrt());
        }
    }
}
