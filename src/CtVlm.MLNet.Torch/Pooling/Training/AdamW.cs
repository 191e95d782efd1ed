using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Adam with decoupled weight decay, over the memory of parameters of single precision on the CPU.</summary>
/// <remarks>
/// p = p (1 - eta lambda) - eta m'/(sqrt(v') + eps), with m' and v' the running means of g and of g^2 without the bias of their start at 0.
/// Torch's own makes dozens of native calls with numbers a step, and each of those numbers may be collected while it is being read; here there is none.
/// <b>Source:</b> Loshchilov and Hutter, arXiv 1711.05101, algorithm 2; betas and eps as torch has them.
/// </remarks>
internal sealed class AdamW
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly Parameter[] _parameters;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly float[] _top;
    private readonly float[] _bottom;
    private readonly double _learningRate;
    private readonly double _weightDecay;
    private int _steps;

    /// <summary>Steps of parameters that stay the caller's.</summary>
    /// <param name="parameters">Parameters, float32 and contiguous.</param>
    /// <param name="learningRate">eta.</param>
    /// <param name="weightDecay">lambda.</param>
    public AdamW(Parameter[] parameters, double learningRate, double weightDecay)
    {
        _parameters = parameters;
        _means = Array.ConvertAll(parameters, p => new float[p.numel()]);
        _squares = Array.ConvertAll(parameters, p => new float[p.numel()]);
        _top = new float[parameters.Max(p => p.numel())];
        _bottom = new float[_top.Length];
        _learningRate = learningRate;
        _weightDecay = weightDecay;
    }

    /// <summary>Sets the gradients to 0.</summary>
    public void ClearGradients()
    {
        foreach (Parameter parameter in _parameters)
        {
            using torch.Tensor? gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>Moves the parameters that have a gradient.</summary>
    /// <returns>The length of the gradient of all parameters. Where its square is not finite in single precision the parameters are left as they were.</returns>
    public double Step()
    {
        double length = MeasureGradient();
        if (!double.IsFinite(length))
        {
            return length;
        }

        _steps++;
        for (int i = 0; i < _parameters.Length; i++)
        {
            using torch.Tensor? gradient = _parameters[i].grad;
            if (gradient is not null)
            {
                using torch.Tensor dense = gradient.contiguous();
                Move(Values(_parameters[i]), Values(dense), _means[i], _squares[i]);
            }
        }

        return length;
    }

    private static Span<float> Values(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private double MeasureGradient()
    {
        double sum = 0;
        foreach (Parameter parameter in _parameters)
        {
            using torch.Tensor? gradient = parameter.grad;
            if (gradient is not null)
            {
                using torch.Tensor dense = gradient.contiguous();
                sum += TensorPrimitives.SumOfSquares<float>(Values(dense));
            }
        }

        return Math.Sqrt(sum);
    }

    // In the order in which torch rounds.
    private void Move(Span<float> values, ReadOnlySpan<float> gradient, Span<float> means, Span<float> squares)
    {
        Span<float> top = _top.AsSpan(0, values.Length);
        Span<float> bottom = _bottom.AsSpan(0, values.Length);
        TensorPrimitives.Subtract(gradient, means, top);
        TensorPrimitives.FusedMultiplyAdd(top, (float)(1 - Beta1), means, means);
        TensorPrimitives.Multiply(gradient, (float)(1 - Beta2), top);
        TensorPrimitives.Multiply(squares, (float)Beta2, squares);
        TensorPrimitives.MultiplyAdd(top, gradient, squares, squares);

        TensorPrimitives.Sqrt(squares, bottom);
        TensorPrimitives.Divide(bottom, (float)Math.Sqrt(1 - Math.Pow(Beta2, _steps)), bottom);
        TensorPrimitives.Add(bottom, Epsilon, bottom);
        TensorPrimitives.Multiply(means, (float)(-_learningRate / (1 - Math.Pow(Beta1, _steps))), top);
        TensorPrimitives.Divide(top, bottom, top);
        TensorPrimitives.Multiply(values, (float)(1 - (_learningRate * _weightDecay)), values);
        TensorPrimitives.Add(values, top, values);
    }
}
