using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Adam with decoupled weight decay, over parameters of single precision.</summary>
/// <remarks>
/// Two implementations of one formula, with the same order of roundings: <see cref="HostAdamW"/> for parameters in the CPU's memory, <see cref="DeviceAdamW"/> for those elsewhere.
/// <b>Source:</b> Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </remarks>
internal abstract class AdamW : IDisposable
{
    /// <summary>Steps of parameters that stay the caller's.</summary>
    /// <param name="parameters">Parameters, float32.</param>
    /// <param name="settings">The constants.</param>
    /// <exception cref="ArgumentException">A parameter is of another type.</exception>
    private protected AdamW(IReadOnlyList<Parameter> parameters, AdamWSettings settings)
    {
        if (parameters.FirstOrDefault(p => p.dtype != torch.ScalarType.Float32) is { } other)
        {
            throw new ArgumentException($"AdamW: a float32 parameter expected, got one of {other.dtype}. Keep what trains in float32.", nameof(parameters));
        }

        Parameters = parameters;
        Settings = settings;
    }

    /// <summary>Steps made.</summary>
    public long Steps { get; set; }

    /// <summary>How it works.</summary>
    public abstract UpdatePath Path { get; }

    private protected IReadOnlyList<Parameter> Parameters { get; }

    private protected AdamWSettings Settings { get; }

    /// <summary>The optimizer that fits where parameters are.</summary>
    /// <param name="parameters">Parameters, float32.</param>
    /// <param name="settings">The constants.</param>
    /// <param name="path">How it works; null for the way that fits.</param>
    /// <exception cref="ArgumentException">A parameter is of another type, or not where the path needs it.</exception>
    public static AdamW Create(IReadOnlyList<Parameter> parameters, AdamWSettings settings, UpdatePath? path = null) =>
        (path ?? (parameters.All(p => p.device_type == DeviceType.CPU) ? UpdatePath.Memory : UpdatePath.Tensors)) == UpdatePath.Memory
            ? new HostAdamW(parameters, settings)
            : new DeviceAdamW(parameters, settings);

    /// <summary>Sets the gradients to 0.</summary>
    public void ClearGradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Parameter parameter in Parameters)
        {
            using torch.Tensor? gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>The length of the gradient of all parameters together; not finite where its square is not, in single precision.</summary>
    public abstract double MeasureGradient();

    /// <summary>Moves the parameters that have a gradient.</summary>
    /// <param name="learningRate">eta.</param>
    /// <param name="gradientFactor">What gradients are multiplied by.</param>
    public void Step(double learningRate, double gradientFactor = 1)
    {
        Steps++;
        Move(
            AdamWFactors.Of(Settings, Steps, learningRate, gradientFactor, 0),
            AdamWFactors.Of(Settings, Steps, learningRate, gradientFactor, Settings.WeightDecay));
    }

    /// <summary>Running mean of the gradients of a parameter, row-major; valid until the next step.</summary>
    public abstract ReadOnlySpan<float> ReadMean(int index);

    /// <summary>Running mean of the squared gradients of a parameter, row-major; valid until the next step.</summary>
    public abstract ReadOnlySpan<float> ReadSquare(int index);

    /// <summary>Sets both running means of a parameter.</summary>
    public abstract void Restore(int index, float[] mean, float[] square);

    /// <summary>Frees the running means.</summary>
    public abstract void Dispose();

    /// <summary>Moves the parameters that have a gradient.</summary>
    /// <param name="plain">The numbers for parameters that do not decay.</param>
    /// <param name="decayed">The numbers for those that do.</param>
    private protected abstract void Move(AdamWFactors plain, AdamWFactors decayed);

    private protected bool Decays(int index) => Settings.DecaysVectors || Parameters[index].dim() >= 2;
}
