using MathNet.Numerics.LinearAlgebra;

namespace CtVlm.MLNet;

/// <summary>The mean log loss of softmax(scale * z + bias) and its derivatives, in coordinates that the rows determine.</summary>
/// <remarks>
/// Scores are put in standard units class by class. The coordinates span what changes a probability of some row: a common bias does not, nor a scale of a constant score,
/// nor, for two classes of opposite scores, the difference of their scales.
/// </remarks>
internal sealed class VectorProblem
{
    private readonly CalibrationRows _rows;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[] _units;
    private readonly Matrix<double> _basis;

    /// <summary>Prepares the rows.</summary>
    public VectorProblem(CalibrationRows rows)
    {
        _rows = rows;
        _means = new double[rows.Classes];
        _deviations = new double[rows.Classes];
        _units = (double[])rows.Logits.Clone();
        for (int k = 0; k < rows.Classes; k++)
        {
            double[] column = rows.Column(k);
            double mean = column.Average();
            double deviation = Math.Sqrt(column.Average(z => (z - mean) * (z - mean)));
            _means[k] = mean;
            _deviations[k] = deviation > 0 ? deviation : 1;
            for (int i = 0; i < rows.Count; i++)
            {
                int at = (i * rows.Classes) + k;
                _units[at] = (_units[at] - mean) / _deviations[k];
            }
        }

        _basis = FindBasis();
    }

    /// <summary>The origin of the coordinates: scales of 1, no bias.</summary>
    public Vector<double> Start => Vector<double>.Build.Dense(_basis.ColumnCount);

    /// <summary>Mean log loss.</summary>
    public double Loss(Vector<double> point)
    {
        double[] parameters = ToParameters(point);
        double[] logits = new double[_rows.Classes];
        double sum = 0;
        for (int i = 0; i < _rows.Count; i++)
        {
            FillLogits(parameters, i, logits);
            double own = logits[_rows.Actual[i]];
            sum += Softmax.InPlace(logits) - own;
        }

        return sum / _rows.Count;
    }

    /// <summary>Gradient and Hessian.</summary>
    public (Vector<double> Gradient, Matrix<double> Curvature) Derivatives(Vector<double> point)
    {
        int classes = _rows.Classes;
        double[] parameters = ToParameters(point);
        double[] p = new double[classes];
        double[] gradient = new double[2 * classes];
        Matrix<double> curvature = Matrix<double>.Build.Dense(2 * classes, 2 * classes);
        for (int i = 0; i < _rows.Count; i++)
        {
            FillLogits(parameters, i, p);
            Softmax.InPlace(p);
            for (int k = 0; k < classes; k++)
            {
                double error = p[k] - (_rows.Actual[i] == k ? 1 : 0);
                gradient[k] += error * _units[(i * classes) + k] / _rows.Count;
                gradient[classes + k] += error / _rows.Count;
            }

            AddCurvature(curvature, i, (k, l) => p[k] * ((k == l ? 1 : 0) - p[l]));
        }

        return (_basis.TransposeThisAndMultiply(Vector<double>.Build.Dense(gradient)), _basis.TransposeThisAndMultiply(curvature * _basis));
    }

    /// <summary>Back from standard units; the bias of mean 0.</summary>
    public SoftmaxCalibration ToCalibration(Vector<double> point)
    {
        double[] parameters = ToParameters(point);
        double[] scale = [.. Enumerable.Range(0, _rows.Classes).Select(k => parameters[k] / _deviations[k])];
        double[] bias = [.. Enumerable.Range(0, _rows.Classes).Select(k => parameters[_rows.Classes + k] - (scale[k] * _means[k]))];
        double mean = bias.Average();
        return new SoftmaxCalibration(scale, Array.ConvertAll(bias, b => b - mean));
    }

    private double[] ToParameters(Vector<double> point)
    {
        double[] parameters = (_basis * point).ToArray();
        for (int k = 0; k < _rows.Classes; k++)
        {
            parameters[k] += 1;
        }

        return parameters;
    }

    private void FillLogits(double[] parameters, int row, double[] logits)
    {
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = (parameters[k] * _units[(row * logits.Length) + k]) + parameters[logits.Length + k];
        }
    }

    // Parameters are the K scales, then the K biases.
    private void AddCurvature(Matrix<double> curvature, int row, Func<int, int, double> weight)
    {
        int classes = _rows.Classes;
        for (int k = 0; k < classes; k++)
        {
            double xk = _units[(row * classes) + k];
            for (int l = 0; l < classes; l++)
            {
                double xl = _units[(row * classes) + l], w = weight(k, l) / _rows.Count;
                curvature[k, l] += w * xk * xl;
                curvature[k, classes + l] += w * xk;
                curvature[classes + k, l] += w * xl;
                curvature[classes + k, classes + l] += w;
            }
        }
    }

    private Matrix<double> FindBasis()
    {
        Matrix<double> effect = Matrix<double>.Build.Dense(2 * _rows.Classes, 2 * _rows.Classes);
        for (int i = 0; i < _rows.Count; i++)
        {
            AddCurvature(effect, i, (k, l) => (k == l ? 1 : 0) - (1.0 / _rows.Classes));
        }

        var decomposition = effect.Evd(Symmetricity.Symmetric);
        double largest = decomposition.EigenValues.Max(value => value.Real);
        int[] kept = [.. Enumerable.Range(0, effect.RowCount).Where(i => decomposition.EigenValues[i].Real > 1e-10 * largest)];
        return Matrix<double>.Build.DenseOfColumnVectors(kept.Select(i => decomposition.EigenVectors.Column(i)));
    }
}
