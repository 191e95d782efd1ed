using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>sum over rows of the cross-entropy of softmax(W x + b), plus abs2(W)/(2 C), with its gradient.</summary>
internal sealed class LogisticObjective : IDisposable
{
    private readonly Tensor _rows;
    private readonly double[] _targets;
    private readonly double _strength;
    private readonly int _classCount;
    private readonly int _width;

    /// <summary>Takes the data.</summary>
    /// <param name="rows">The rows; their columns should be centred, which leaves W as it is and makes the descent short.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="classCount">C classes.</param>
    /// <param name="strength">Inverse weight of the penalty, above 0.</param>
    public LogisticObjective(DiagnosisRows rows, int[] classes, int classCount, double strength)
    {
        using DisposeScope scope = NewDisposeScope();
        _rows = rows.ToTensor().DetachFromDisposeScope();
        _targets = new double[classes.Length * classCount];
        foreach ((int row, int one) in classes.Index())
        {
            _targets[(row * classCount) + one] = 1;
        }

        _strength = strength;
        _classCount = classCount;
        _width = rows.Width;
    }

    /// <summary>Number of parameters: W row by row, then b.</summary>
    public int ParameterCount => _classCount * (_width + 1);

    /// <summary>The value, and the gradient into <paramref name="gradient"/>.</summary>
    public double Evaluate(double[] parameters, double[] gradient)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        int weights = _classCount * _width;
        Tensor w = tensor(parameters[..weights], [_classCount, _width]); // (C, D)
        Tensor b = tensor(parameters[weights..]); // (C)
        double[] logProbabilities = nn.functional.log_softmax(addmm(b, _rows, w.t(), 1, 1), 1).data<double>().ToArray(); // (N, C)
        double[] residuals = new double[logProbabilities.Length];
        TensorPrimitives.Exp(logProbabilities, residuals);
        TensorPrimitives.Subtract(residuals, _targets, residuals);
        Tensor errors = tensor(residuals, [_rows.shape[0], _classCount]); // (N, C)
        errors.t().mm(_rows).contiguous().data<double>().CopyTo(gradient.AsSpan(0, weights)); // (C, D)
        errors.sum([0]).data<double>().CopyTo(gradient.AsSpan(weights)); // (C)
        ReadOnlySpan<double> penalized = parameters.AsSpan(0, weights);
        TensorPrimitives.MultiplyAdd(penalized, 1 / _strength, gradient.AsSpan(0, weights), gradient.AsSpan(0, weights));
        return (TensorPrimitives.SumOfSquares(penalized) / (2 * _strength)) - TensorPrimitives.Dot<double>(logProbabilities, _targets);
    }

    /// <summary>Disposes of the rows.</summary>
    public void Dispose() => _rows.Dispose();
}
