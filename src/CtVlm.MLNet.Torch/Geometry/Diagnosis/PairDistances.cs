using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Squared Euclidean distances of all pairs of rows, (N, N), from differences: equal rows lie at exactly 0, and near neighbours keep their order.</summary>
/// <remarks>Holds 8 N^2 bytes; callers bound N.</remarks>
internal sealed class PairDistances
{
    private readonly double[] _squares;

    private PairDistances(double[] squares, int count)
    {
        _squares = squares;
        Count = count;
    }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>Squared distances of a row to all rows, itself included, N values.</summary>
    public ReadOnlySpan<double> this[int row] => _squares.AsSpan(row * Count, Count);

    public static PairDistances Between(DiagnosisRows rows)
    {
        int count = rows.Count;
        double[] squares = new double[count * count];
        Parallel.For(0, count, i =>
        {
            double[] difference = new double[rows.Width];
            for (int j = 0; j < i; j++)
            {
                TensorPrimitives.Subtract(rows[i], rows[j], difference);
                double square = TensorPrimitives.SumOfSquares<double>(difference);
                squares[(i * count) + j] = square;
                squares[(j * count) + i] = square;
            }
        });
        return new PairDistances(squares, count);
    }

    /// <summary>Whether every row lies on every other.</summary>
    public bool AreAllZero() => !_squares.AsSpan().ContainsAnyExcept(0.0);

    /// <summary>The distances among some of the rows; these themselves where all are asked for in their order.</summary>
    public PairDistances Take(int[] rows)
    {
        int count = rows.Length;
        if (count == Count && rows.Select((row, i) => row == i).All(same => same))
        {
            return this;
        }

        double[] squares = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> from = this[rows[i]];
            for (int j = 0; j < count; j++)
            {
                squares[(i * count) + j] = from[rows[j]];
            }
        }

        return new PairDistances(squares, count);
    }

    /// <summary>The squared distances of the pairs i &lt; j.</summary>
    public double[] UpperTriangle()
    {
        double[] upper = new double[(long)Count * (Count - 1) / 2];
        int written = 0;
        for (int i = 0; i < Count; i++)
        {
            this[i][(i + 1)..].CopyTo(upper.AsSpan(written));
            written += Count - i - 1;
        }

        return upper;
    }

    /// <summary>All N x N squared distances, zeros included, as a copy.</summary>
    public double[] ToArray() => [.. _squares];
}
