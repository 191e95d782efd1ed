using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>The running mean of parameters in the CPU's memory.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="values">What it begins with.</param>
internal sealed class HostRunningMean(IReadOnlyList<NamedParameter> parameters, float[][] values) : RunningMean(parameters)
{
    public override void Update(double decay)
    {
        for (int i = 0; i < values.Length; i++)
        {
            TensorPrimitives.Lerp(values[i], TensorMemory.Of(Parameters[i].Parameter), (float)(1 - decay), values[i]);
        }
    }

    public override void Exchange()
    {
        for (int i = 0; i < values.Length; i++)
        {
            Span<float> parameter = TensorMemory.Of(Parameters[i].Parameter);
            float[] mean = values[i];
            values[i] = parameter.ToArray();
            mean.CopyTo(parameter);
        }
    }

    public override ReadOnlySpan<float> Read(int index) => values[index];

    public override void Dispose()
    {
    }
}
