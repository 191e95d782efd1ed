using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>sum over rows of the cross-entropy of softmax(W x + b), plus abs2(W)/(2 C), with its gradient.</summary>
internal sealed class LogisticObjective : IDisposable
{
    private readonly Tensor _rows;
    private readonly Tensor _targets;
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
        _targets = nn.functional.one_hot(tensor(classes, int64), classCount).to(float64).DetachFromDisposeScope();
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
        Tensor logProbabilities = nn.functional.log_softmax(_rows.mm(w.t()) + b, 1); // (N, C)
        Tensor residuals = logProbabilities.exp() - _targets; // (N, C)
        Tensor slope = residuals.t().mm(_rows); // (C, D)
        slope.contiguous().data<double>().CopyTo(gradient.AsSpan(0, weights));
        residuals.sum([0]).data<double>().CopyTo(gradient.AsSpan(weights));
        ReadOnlySpan<double> penalized = parameters.AsSpan(0, weights);
        TensorPrimitives.MultiplyAdd(penalized, 1 / _strength, gradient.AsSpan(0, weights), gradient.AsSpan(0, weights));
        return (TensorPrimitives.SumOfSquares(penalized) / (2 * _strength)) - SingleValue.Read((logProbabilities * _targets).sum());
    }

    /// <summary>Disposes of the tensors.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _targets.Dispose();
    }
}
