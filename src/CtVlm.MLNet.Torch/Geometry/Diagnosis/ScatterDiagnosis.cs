using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Scatter between and within classes: Sb = sum n_c (m_c - m)(m_c - m)', Sw = sum over rows of (x - m_c)(x - m_c)'.</summary>
/// <remarks><b>Source:</b> Fukunaga 1990, Introduction to statistical pattern recognition, chapter 10.</remarks>
internal sealed class ScatterDiagnosis
{
    private readonly double[] _within;
    private readonly double[] _between;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _classes;
    private readonly double _traceWithin;
    private readonly double _traceBetween;
    private readonly double _power;

    /// <summary>Takes the rows apart by class.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    public ScatterDiagnosis(DiagnosisRows rows, int[] classes)
    {
        _rows = rows.Count;
        _width = rows.Width;
        _within = new double[rows.Count * rows.Width];
        _power = rows.SumOfSquares();
        double[] mean = rows.Mean();
        List<double> between = [];
        foreach (IGrouping<int, int> members in Enumerable.Range(0, rows.Count).GroupBy(row => classes[row]))
        {
            int[] indices = [.. members];
            double[] own = rows.Take(indices).Mean();
            Array.ForEach(indices, row => TensorPrimitives.Subtract(rows[row], own, _within.AsSpan(row * _width, _width)));
            between.AddRange(own.Select((m, column) => Math.Sqrt(indices.Length) * (m - mean[column])));
            _classes++;
        }

        _between = [.. between];
        _traceWithin = TensorPrimitives.SumOfSquares<double>(_within);
        _traceBetween = TensorPrimitives.SumOfSquares<double>(_between);
    }

    private string? Obstacle => _classes < 2 ? "two classes are needed"
        : Negligible.IsSquare(_traceWithin, _power) ? "the rows do not vary within their classes"
        : null;

    /// <summary>tr(Sb)/tr(Sw).</summary>
    public GeometryFigure TraceRatio() => Obstacle is { } reason ? GeometryFigure.None(reason) : GeometryFigure.Of(_traceBetween / _traceWithin);

    /// <summary>[tr(Sb)/(C - 1)]/[tr(Sw)/(N - C)].</summary>
    public GeometryFigure FStatistic() => Obstacle is { } reason
        ? GeometryFigure.None(reason)
        : GeometryFigure.Of(_traceBetween / (_classes - 1) / (_traceWithin / (_rows - _classes)));

    /// <summary>tr(Sw^-1 Sb).</summary>
    public GeometryFigure TraceOfRatio()
    {
        const string Singular = "the scatter within the classes is singular: more rows than columns and classes are needed, and no dependent columns";
        if (Obstacle is { } reason)
        {
            return GeometryFigure.None(reason);
        }

        if (_rows - _classes < _width)
        {
            return GeometryFigure.None(Singular);
        }

        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        // With Xw = U S V', tr(Sw^-1 Sb) is the sum of squares of the class means along V over S.
        (_, Tensor singular, Tensor directions) = linalg.svd(tensor(_within, [_rows, _width]), fullMatrices: false); // (D), (D, D)
        double[] values = singular.data<double>().ToArray();
        if (values[^1] <= values[0] * _rows * 2.2e-16)
        {
            return GeometryFigure.None(Singular);
        }

        Tensor along = tensor(_between, [_classes, _width]).mm(directions.t()) / singular; // (C, D)
        return GeometryFigure.Of(SingleValue.Read(along.Squared().sum()));
    }
}
