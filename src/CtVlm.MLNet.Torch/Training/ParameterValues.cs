using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads and writes the values of parameters on the CPU.</summary>
internal static class ParameterValues
{
    /// <summary>Copies of the values, in the parameters' order.</summary>
    public static float[][] Read(IReadOnlyList<NamedParameter> parameters) => [.. parameters.Select(p => TensorMemory.Of(p.Parameter).ToArray())];

    /// <summary>Sets the values.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="values">Values of each, in their order.</param>
    public static void Write(IReadOnlyList<NamedParameter> parameters, float[][] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(TensorMemory.Of(parameters[i].Parameter));
        }
    }

    /// <summary>Moves a running mean towards the values: a = decay a + (1 - decay) p.</summary>
    /// <param name="average">The running mean of each parameter, in their order.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="decay">Decay, 0 to below 1.</param>
    public static void Average(float[][] average, IReadOnlyList<NamedParameter> parameters, double decay)
    {
        for (int i = 0; i < average.Length; i++)
        {
            TensorPrimitives.Lerp(average[i], TensorMemory.Of(parameters[i].Parameter), (float)(1 - decay), average[i]);
        }
    }
}
