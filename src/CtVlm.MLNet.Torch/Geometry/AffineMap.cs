using System.Numerics.Tensors;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes steps of what was computed in double.</summary>
internal static class AffineMap
{
    /// <summary>x becomes matrix (x - mean).</summary>
    /// <param name="name">The projection, for the message.</param>
    /// <param name="mean">D values.</param>
    /// <param name="matrix">(K, D), in double.</param>
    /// <exception cref="InvalidOperationException">A value is beyond single precision.</exception>
    public static AffineStep Create(string name, float[]? mean, Tensor matrix) => new(mean, ToSingles(name, matrix));

    /// <summary>The values in single precision, row by row.</summary>
    /// <exception cref="InvalidOperationException">A value is beyond single precision.</exception>
    public static float[] ToSingles(string name, Tensor values)
    {
        float[] singles = new float[values.numel()];
        using Tensor contiguous = values.contiguous();
        TensorPrimitives.ConvertTruncating<double, float>(contiguous.data<double>().ToArray(), singles);
        if (singles.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            ProjectionThrow.NotFinite(name);
        }

        return singles;
    }
}
