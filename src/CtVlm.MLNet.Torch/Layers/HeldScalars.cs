using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Torch's operations with a number, where the number lives until the call is over.</summary>
/// <remarks>
/// Torch takes a number as an object that nothing refers to once the native call has begun, so that a collection in another thread may free it while it is still being read;
/// a sum of two tensors has such a number too, the 1 that its second is multiplied by.
/// </remarks>
internal static class HeldScalars
{
    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other)
    {
        using Scalar one = 1;
        return tensor.add(other, one);
    }

    /// <summary>Adds a tensor to this one, which is changed and given back.</summary>
    public static Tensor AddInPlace(this Tensor tensor, Tensor other)
    {
        using Scalar one = 1;
        return tensor.add_(other, one);
    }

    /// <summary>Adds a number to each value of the tensor, which is changed and given back.</summary>
    public static Tensor AddInPlace(this Tensor tensor, double value)
    {
        using Scalar held = value;
        using Scalar one = 1;
        return tensor.add_(held, one);
    }

    /// <summary>The tensor times a number.</summary>
    public static Tensor Times(this Tensor tensor, double factor)
    {
        using Scalar held = factor;
        return tensor.mul(held);
    }

    /// <summary>Multiplies each value of the tensor, which is changed and given back.</summary>
    public static Tensor MultiplyInPlace(this Tensor tensor, double factor)
    {
        using Scalar held = factor;
        return tensor.mul_(held);
    }

    /// <summary>Divides each value of the tensor, which is changed and given back.</summary>
    public static Tensor DivideInPlace(this Tensor tensor, double divisor)
    {
        using Scalar held = divisor;
        return tensor.div_(held);
    }

    /// <summary>Bounds each value of the tensor on both sides; it is changed and given back.</summary>
    public static Tensor ClampInPlace(this Tensor tensor, double least, double most)
    {
        using Scalar heldLeast = least;
        using Scalar heldMost = most;
        return tensor.clamp_(heldLeast, heldMost);
    }

    /// <summary>Fills the tensor where the mask is true; it is changed and given back.</summary>
    public static Tensor FillInPlace(this Tensor tensor, Tensor mask, double value)
    {
        using Scalar held = value;
        return tensor.masked_fill_(mask, held);
    }

    /// <summary>Fills the tensor, which is changed and given back.</summary>
    public static Tensor FillInPlace(this Tensor tensor, double value)
    {
        using Scalar held = value;
        return tensor.fill_(held);
    }

    /// <summary>Where values are a whole number; whole numbers are compared as such.</summary>
    public static Tensor IsEqualTo(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.eq(held);
    }

    /// <summary>Where values differ from a whole number.</summary>
    public static Tensor IsOtherThan(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.ne(held);
    }

    /// <summary>Where values are below a number.</summary>
    public static Tensor IsBelow(this Tensor tensor, double bound)
    {
        using Scalar held = bound;
        return tensor.lt(held);
    }

    /// <summary>The one value of a tensor.</summary>
    public static double ToNumber(this Tensor tensor)
    {
        using Scalar held = tensor.ToScalar();
        return held.ToDouble();
    }
}
