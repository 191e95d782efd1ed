using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The running mean of parameters on a device, by torch's operations there.</summary>
internal sealed class DeviceRunningMean : RunningMean
{
    private readonly Tensor[] _values;

    /// <summary>A mean that begins with given values.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="values">What it begins with.</param>
    public DeviceRunningMean(IReadOnlyList<NamedParameter> parameters, float[][] values)
        : base(parameters)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable ordinary = inference_mode(false);
        _values = [.. parameters.Zip(values, (p, value) => TensorMemory.Create(value, p.Parameter.shape).to(p.Parameter.device).DetachFromDisposeScope())];
    }

    public override void Update(double decay) => ForEach((mean, parameter) => mean.AddInPlace(parameter.sub(mean), 1 - decay));

    public override void Exchange() => ForEach((mean, parameter) =>
    {
        Tensor kept = mean.clone();
        mean.copy_(parameter);
        parameter.copy_(kept);
    });

    public override ReadOnlySpan<float> Read(int index) => PlainValues.Of(_values[index]);

    public override void Dispose()
    {
        foreach (Tensor value in _values)
        {
            value.Dispose();
        }
    }

    private void ForEach(Action<Tensor, Tensor> handle)
    {
        using IDisposable mode = no_grad();
        for (int i = 0; i < _values.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            handle(_values[i], Parameters[i].Parameter);
        }
    }
}
