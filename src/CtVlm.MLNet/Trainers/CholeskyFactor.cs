namespace CtVlm.MLNet;

/// <summary>Factor L of a symmetric positive definite matrix A = L L^T.</summary>
/// <remarks><b>Source:</b> Golub and Van Loan, Matrix Computations, algorithm 4.2.1 (row-oriented).</remarks>
internal sealed class CholeskyFactor
{
    private readonly double[] _lower;
    private readonly int _size;

    private CholeskyFactor(double[] lower, int size)
    {
        _lower = lower;
        _size = size;
    }

    /// <summary>Factors a matrix; null where it is not positive definite to rounding.</summary>
    /// <param name="matrix">[size, size], row by row; its lower triangle is read.</param>
    /// <param name="size">Rows and columns.</param>
    public static CholeskyFactor? TryCreate(ReadOnlySpan<double> matrix, int size)
    {
        double[] lower = matrix.ToArray();
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = lower[(i * size) + j] - System.Numerics.Tensors.TensorPrimitives.Dot(lower.AsSpan(i * size, j), lower.AsSpan(j * size, j));
                if (i != j)
                {
                    lower[(i * size) + j] = rest / lower[(j * size) + j];
                }
                else if (rest > 1e-12 * matrix[(i * size) + i])
                {
                    lower[(i * size) + i] = Math.Sqrt(rest);
                }
                else
                {
                    return null;
                }
            }
        }

        return new CholeskyFactor(lower, size);
    }

    /// <summary>x of A x = b.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        double[] x = b.ToArray();
        for (int i = 0; i < _size; i++)
        {
            x[i] = (x[i] - System.Numerics.Tensors.TensorPrimitives.Dot(_lower.AsSpan(i * _size, i), x.AsSpan(0, i))) / _lower[(i * _size) + i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            x[i] /= _lower[(i * _size) + i];
            for (int j = 0; j < i; j++)
            {
                x[j] -= _lower[(i * _size) + j] * x[i];
            }
        }

        return x;
    }

    /// <summary>Diagonal of the inverse of A.</summary>
    public double[] InverseDiagonal()
    {
        double[] diagonal = new double[_size], unit = new double[_size];
        for (int i = 0; i < _size; i++)
        {
            unit[i] = 1;
            diagonal[i] = Solve(unit)[i];
            unit[i] = 0;
        }

        return diagonal;
    }
}
