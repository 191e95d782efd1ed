using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads tensors of one value.</summary>
internal static class SingleValue
{
    /// <summary>The value of a double tensor, read from its memory.</summary>
    // ToDouble goes through a native scalar that a collection may free while it is being read.
    public static double Read(torch.Tensor tensor) => tensor.data<double>()[0];
}
