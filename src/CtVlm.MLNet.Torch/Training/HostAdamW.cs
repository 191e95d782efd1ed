using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>AdamW over the memory of parameters on the CPU.</summary>
/// <remarks>Torch's own makes dozens of native calls with numbers a step, and each of those numbers may be collected while it is being read; here there is none.</remarks>
internal sealed class HostAdamW : AdamW
{
    // Fewer values are moved before a second thread has started.
    private const long LeastParallelValues = 1 << 18;

    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly bool _isParallel;

    /// <summary>Steps of parameters that stay the caller's.</summary>
    /// <param name="parameters">Parameters, float32, contiguous, on the CPU.</param>
    /// <param name="settings">The constants.</param>
    /// <exception cref="ArgumentException">A parameter is of another kind.</exception>
    public HostAdamW(IReadOnlyList<Parameter> parameters, AdamWSettings settings)
        : base(parameters, settings)
    {
        if (parameters.FirstOrDefault(p => p.device_type != DeviceType.CPU || !p.is_contiguous()) is { } other)
        {
            throw new ArgumentException($"AdamW: a contiguous parameter on the CPU expected, got one on {other.device_type} of strides {string.Join(", ", other.stride())}.", nameof(parameters));
        }

        _means = [.. parameters.Select(p => new float[p.numel()])];
        _squares = [.. parameters.Select(p => new float[p.numel()])];
        _isParallel = parameters.Count > 1 && parameters.Sum(p => p.numel()) >= LeastParallelValues;
    }

    public override UpdatePath Path => UpdatePath.Memory;

    public override double MeasureGradient()
    {
        double[] sums = new double[Parameters.Count];
        ForEach((index, gradient) => sums[index] = TensorPrimitives.SumOfSquares<float>(gradient));
        return Math.Sqrt(sums.Sum());
    }

    public override ReadOnlySpan<float> ReadMean(int index) => _means[index];

    public override ReadOnlySpan<float> ReadSquare(int index) => _squares[index];

    public override void Restore(int index, float[] mean, float[] square)
    {
        mean.CopyTo(_means[index], 0);
        square.CopyTo(_squares[index], 0);
    }

    public override void Dispose()
    {
    }

    private protected override void Move(AdamWFactors plain, AdamWFactors decayed) => ForEach((index, gradient) =>
        AdamWKernel.Run(TensorMemory.Of(Parameters[index]), gradient, _means[index], _squares[index], Decays(index) ? decayed : plain));

    // Each parameter is one thread's alone, so that sums do not depend on the number of threads.
    private void ForEach(GradientHandler handle)
    {
        if (_isParallel)
        {
            Parallel.For(0, Parameters.Count, Handle);
        }
        else
        {
            for (int i = 0; i < Parameters.Count; i++)
            {
                Handle(i);
            }
        }

        void Handle(int index)
        {
            using torch.Tensor? gradient = Parameters[index].grad;
            if (gradient is not null)
            {
                using torch.Tensor dense = gradient.contiguous();
                handle(index, TensorMemory.Of(dense));
            }
        }
    }

    private delegate void GradientHandler(int index, ReadOnlySpan<float> gradient);
}
