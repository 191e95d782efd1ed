using System.Numerics.Tensors;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Rows (N, D) under diagnosis, in double.</summary>
internal sealed class DiagnosisRows
{
    private readonly double[] _values;

    private DiagnosisRows(double[] values, int width)
    {
        _values = values;
        Width = width;
        Count = values.Length / width;
    }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>One row, D values.</summary>
    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Width, Width);

    /// <summary>Rows of Single, row by row.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or there is no whole number of rows; the message names the row.</exception>
    public static DiagnosisRows FromSingles(ReadOnlySpan<float> values, int width)
    {
        if (width < 1 || values.Length % width != 0)
        {
            throw new ArgumentException($"Rows of {width} values expected, got {values.Length} values.", nameof(values));
        }

        int place = values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place >= 0)
        {
            throw new ArgumentException($"Row {place / width} holds {values[place]} in column {place % width}; finite values expected. Leave such rows out.", nameof(values));
        }

        double[] wide = new double[values.Length];
        TensorPrimitives.ConvertTruncating(values, wide);
        return new DiagnosisRows(wide, width);
    }

    /// <summary>Some of the rows, in the order given; these rows themselves where all are asked for in their order.</summary>
    public DiagnosisRows Take(int[] rows)
    {
        if (rows.Length == Count && rows.Select((row, i) => row == i).All(same => same))
        {
            return this;
        }

        double[] taken = new double[rows.Length * Width];
        for (int i = 0; i < rows.Length; i++)
        {
            this[rows[i]].CopyTo(taken.AsSpan(i * Width, Width));
        }

        return new DiagnosisRows(taken, Width);
    }

    /// <summary>Indices of the rows that are not all zeros.</summary>
    public int[] FindNonZero() => [.. Enumerable.Range(0, Count).Where(row => this[row].ContainsAnyExcept(0.0))];

    /// <summary>The rows at unit norm. None may be all zeros.</summary>
    public DiagnosisRows Normalize()
    {
        double[] unit = new double[_values.Length];
        for (int row = 0; row < Count; row++)
        {
            TensorPrimitives.Divide(this[row], TensorPrimitives.Norm<double>(this[row]), unit.AsSpan(row * Width, Width));
        }

        return new DiagnosisRows(unit, Width);
    }

    /// <summary>The mean of each column, D values.</summary>
    public double[] Mean()
    {
        double[] mean = new double[Width];
        for (int row = 0; row < Count; row++)
        {
            TensorPrimitives.Add(mean, this[row], mean);
        }

        TensorPrimitives.Divide(mean, Count, mean);
        return mean;
    }

    /// <summary>The rows less their mean.</summary>
    public DiagnosisRows Centre()
    {
        double[] mean = Mean();
        double[] centred = new double[_values.Length];
        for (int row = 0; row < Count; row++)
        {
            TensorPrimitives.Subtract(this[row], mean, centred.AsSpan(row * Width, Width));
        }

        return new DiagnosisRows(centred, Width);
    }

    /// <summary>Sum of the squares of all values.</summary>
    public double SumOfSquares() => TensorPrimitives.SumOfSquares<double>(_values);

    /// <summary>A double tensor (N, D), for the caller to dispose of.</summary>
    public torch.Tensor ToTensor() => torch.tensor(_values, [Count, Width]);
}
