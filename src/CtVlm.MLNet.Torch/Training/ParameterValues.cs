using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Copies the values of parameters to ordinary memory and back, wherever they are.</summary>
internal static class ParameterValues
{
    /// <summary>Copies of the values, in the parameters' order.</summary>
    public static float[][] Read(IReadOnlyList<NamedParameter> parameters) => [.. parameters.Select(p => PlainValues.Of(p.Parameter))];

    /// <summary>Sets the values.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="values">Values of each, in their order.</param>
    public static void Write(IReadOnlyList<NamedParameter> parameters, float[][] values)
    {
        using IDisposable mode = torch.no_grad();
        for (int i = 0; i < values.Length; i++)
        {
            using torch.Tensor source = TensorMemory.Create(values[i], parameters[i].Parameter.shape);
            parameters[i].Parameter.copy_(source);
        }
    }
}
