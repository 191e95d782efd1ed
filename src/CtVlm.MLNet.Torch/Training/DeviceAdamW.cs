using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>AdamW by torch's operations, on the device where each parameter is; nothing of the parameters' size goes to the host.</summary>
/// <remarks>
/// The operations are those of <see cref="AdamWKernel"/>, one by one. A device may join a product and a sum in one rounding, or divide by multiplying, so that a step may differ from the
/// kernel's in the last bits.
/// </remarks>
internal sealed class DeviceAdamW : AdamW
{
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;

    /// <summary>Steps of parameters that stay the caller's.</summary>
    /// <param name="parameters">Parameters, float32, on any device.</param>
    /// <param name="settings">The constants.</param>
    /// <exception cref="ArgumentException">A parameter is of another type.</exception>
    public DeviceAdamW(IReadOnlyList<Parameter> parameters, AdamWSettings settings)
        : base(parameters, settings)
    {
        _means = [.. parameters.Select(Zeros)];
        _squares = [.. parameters.Select(Zeros)];
    }

    public override UpdatePath Path => UpdatePath.Tensors;

    public override double MeasureGradient()
    {
        using DisposeScope scope = NewDisposeScope();

        // The host waits once, for the last number.
        Tensor[] sums = [.. Parameters.Select(p => p.grad).OfType<Tensor>().Select(gradient => gradient.Squared().sum(ScalarType.Float64))];
        return sums.Length == 0 ? 0 : stack(sums).sum().sqrt().ToNumber();
    }

    public override ReadOnlySpan<float> ReadMean(int index) => PlainValues.Of(_means[index]);

    public override ReadOnlySpan<float> ReadSquare(int index) => PlainValues.Of(_squares[index]);

    public override void Restore(int index, float[] mean, float[] square)
    {
        using DisposeScope scope = NewDisposeScope();
        _means[index].copy_(TensorMemory.Create(mean, _means[index].shape));
        _squares[index].copy_(TensorMemory.Create(square, _squares[index].shape));
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in _means.Concat(_squares))
        {
            tensor.Dispose();
        }
    }

    private protected override void Move(AdamWFactors plain, AdamWFactors decayed)
    {
        using IDisposable mode = no_grad();
        for (int i = 0; i < Parameters.Count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            if (Parameters[i].grad is Tensor gradient)
            {
                Move(Parameters[i], gradient, _means[i], _squares[i], Decays(i) ? decayed : plain);
            }
        }
    }

    // In the order of the kernel's lines.
    private static void Move(Parameter values, Tensor gradient, Tensor mean, Tensor square, AdamWFactors factors)
    {
        Tensor g = factors.Gradient == 1 ? gradient : gradient.Times(factors.Gradient);
        mean.AddInPlace(g.sub(mean), factors.MeanShare);
        square.MultiplyInPlace(factors.SquareDecay).AddProductInPlace(g, g, factors.SquareShare);
        Tensor bottom = square.sqrt().DivideInPlace(factors.RootCorrection).AddInPlace(factors.Epsilon);
        values.MultiplyInPlace(factors.Keep).AddQuotientInPlace(mean, bottom, factors.Move);
    }

    private static Tensor Zeros(Parameter parameter)
    {
        using IDisposable ordinary = inference_mode(false);
        return zeros(parameter.shape, ScalarType.Float32, parameter.device).DetachFromDisposeScope();
    }
}
