using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Adam with decoupled weight decay, over the memory of parameters of single precision on the CPU.</summary>
/// <remarks>
/// Torch's own makes dozens of native calls with numbers a step, and each of those numbers may be collected while it is being read; here there is none.
/// <b>Source:</b> Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </remarks>
internal sealed class AdamW
{
    // Fewer values are moved before a second thread has started.
    private const long LeastParallelValues = 1 << 18;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly AdamWSettings _settings;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly bool _isParallel;

    /// <summary>Steps of parameters that stay the caller's.</summary>
    /// <param name="parameters">Parameters, float32, contiguous, on the CPU.</param>
    /// <param name="settings">The constants.</param>
    /// <exception cref="ArgumentException">A parameter is of another kind.</exception>
    public AdamW(IReadOnlyList<Parameter> parameters, AdamWSettings settings)
    {
        if (parameters.FirstOrDefault(p => p.dtype != torch.ScalarType.Float32 || p.device_type != DeviceType.CPU || !p.is_contiguous()) is { } other)
        {
            throw new ArgumentException($"AdamW: a contiguous float32 parameter on the CPU expected, got one of {other.dtype} on {other.device_type}.", nameof(parameters));
        }

        _parameters = parameters;
        _settings = settings;
        _means = [.. parameters.Select(p => new float[p.numel()])];
        _squares = [.. parameters.Select(p => new float[p.numel()])];
        _isParallel = parameters.Count > 1 && parameters.Sum(p => p.numel()) >= LeastParallelValues;
    }

    /// <summary>Steps made.</summary>
    public long Steps { get; set; }

    /// <summary>Running mean of gradients of each parameter, in their order; the optimizer's own.</summary>
    public IReadOnlyList<float[]> Means => _means;

    /// <summary>Running mean of squared gradients of each parameter, in their order; the optimizer's own.</summary>
    public IReadOnlyList<float[]> Squares => _squares;

    /// <summary>Sets the gradients to 0.</summary>
    public void ClearGradients()
    {
        foreach (Parameter parameter in _parameters)
        {
            using torch.Tensor? gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>The length of the gradient of all parameters together; not finite where its square is not, in single precision.</summary>
    public double MeasureGradient()
    {
        double[] sums = new double[_parameters.Count];
        ForEach((index, gradient) => sums[index] = TensorPrimitives.SumOfSquares<float>(gradient));
        return Math.Sqrt(sums.Sum());
    }

    /// <summary>Moves the parameters that have a gradient.</summary>
    /// <param name="learningRate">eta.</param>
    /// <param name="gradientFactor">What gradients are multiplied by.</param>
    public void Step(double learningRate, double gradientFactor = 1)
    {
        Steps++;
        AdamWFactors plain = AdamWFactors.Of(_settings, Steps, learningRate, gradientFactor, 0);
        AdamWFactors decayed = AdamWFactors.Of(_settings, Steps, learningRate, gradientFactor, _settings.WeightDecay);
        ForEach((index, gradient) =>
        {
            Parameter parameter = _parameters[index];
            bool decays = _settings.DecaysVectors || parameter.dim() >= 2;
            AdamWKernel.Run(TensorMemory.Of(parameter), gradient, _means[index], _squares[index], decays ? decayed : plain);
        });
    }

    // Each parameter is one thread's alone, so that sums do not depend on the number of threads.
    private void ForEach(GradientHandler handle)
    {
        if (_isParallel)
        {
            Parallel.For(0, _parameters.Count, Handle);
        }
        else
        {
            for (int i = 0; i < _parameters.Count; i++)
            {
                Handle(i);
            }
        }

        void Handle(int index)
        {
            using torch.Tensor? gradient = _parameters[index].grad;
            if (gradient is not null)
            {
                using torch.Tensor dense = gradient.contiguous();
                handle(index, TensorMemory.Of(dense));
            }
        }
    }

    private delegate void GradientHandler(int index, ReadOnlySpan<float> gradient);
}
