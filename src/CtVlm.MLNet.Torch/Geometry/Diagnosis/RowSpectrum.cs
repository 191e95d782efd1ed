using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Singular values of rows, and their first principal directions.</summary>
internal sealed class RowSpectrum
{
    private readonly double[] _directions;

    private RowSpectrum(double[] centred, double[] raw, double[] directions, double[] mean)
    {
        Centred = centred;
        Raw = raw;
        _directions = directions;
        Mean = mean;
    }

    /// <summary>Singular values of the centred rows, falling, min(N, D) values.</summary>
    public double[] Centred { get; }

    /// <summary>Singular values of the rows as they are, falling.</summary>
    public double[] Raw { get; }

    /// <summary>Mean of each column.</summary>
    public double[] Mean { get; }

    /// <summary>Whether the rows vary at all.</summary>
    public bool HasVariance => Raw.Length > 0 && !Negligible.IsLength(Centred[0], Raw[0]);

    /// <summary>Decomposes rows; there is at least one.</summary>
    public static RowSpectrum Of(DiagnosisRows rows)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        double[] raw = linalg.svdvals(rows.ToTensor()).data<double>().ToArray();
        (_, Tensor singular, Tensor directions) = linalg.svd(rows.Centre().ToTensor(), fullMatrices: false); // (R), (R, D)
        int kept = (int)Math.Min(2, directions.shape[0]);
        double[] first = directions.narrow(0, 0, kept).contiguous().data<double>().ToArray();
        return new RowSpectrum(singular.data<double>().ToArray(), raw, Orient(first, rows.Width), rows.Mean());
    }

    /// <summary>Eigenvalues of the covariance, divisor N - 1; empty for one row.</summary>
    public double[] ToVariances(int rows) => rows < 2 ? [] : [.. Centred.Select(s => s * s / (rows - 1))];

    /// <summary>Coordinate of a row on the first or second principal component; 0 where the rows have none.</summary>
    public double Project(ReadOnlySpan<double> row, int component)
    {
        int width = Mean.Length;
        if (_directions.Length < (component + 1) * width)
        {
            return 0;
        }

        ReadOnlySpan<double> direction = _directions.AsSpan(component * width, width);
        return TensorPrimitives.Dot(row, direction) - TensorPrimitives.Dot<double>(Mean, direction);
    }

    // The loading of largest magnitude is positive, so that the picture does not flip from run to run.
    private static double[] Orient(double[] directions, int width)
    {
        for (int start = 0; start < directions.Length; start += width)
        {
            Span<double> direction = directions.AsSpan(start, width);
            if (direction[TensorPrimitives.IndexOfMaxMagnitude<double>(direction)] < 0)
            {
                TensorPrimitives.Negate(direction, direction);
            }
        }

        return directions;
    }
}
