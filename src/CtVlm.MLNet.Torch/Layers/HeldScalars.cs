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

    /// <summary>The tensor with a number added to each value.</summary>
    public static Tensor Plus(this Tensor tensor, double value)
    {
        using Scalar held = value;
        using Scalar one = 1;
        return tensor.add(held, one);
    }

    /// <summary>The tensor with a whole number added to each value; whole numbers stay whole.</summary>
    public static Tensor Plus(this Tensor tensor, long value)
    {
        using Scalar held = value;
        using Scalar one = 1;
        return tensor.add(held, one);
    }

    /// <summary>Adds a tensor, times a number, to this one, which is changed and given back.</summary>
    public static Tensor AddInPlace(this Tensor tensor, Tensor other, double factor = 1)
    {
        using Scalar held = factor;
        return tensor.add_(other, held);
    }

    /// <summary>Adds a number to each value of the tensor, which is changed and given back.</summary>
    public static Tensor AddInPlace(this Tensor tensor, double value)
    {
        using Scalar held = value;
        using Scalar one = 1;
        return tensor.add_(held, one);
    }

    /// <summary>Adds factor * first * second to the tensor, value by value; it is changed and given back.</summary>
    public static Tensor AddProductInPlace(this Tensor tensor, Tensor first, Tensor second, double factor)
    {
        using Scalar held = factor;
        return tensor.addcmul_(first, second, held);
    }

    /// <summary>Adds factor * dividend / divisor to the tensor, value by value; it is changed and given back.</summary>
    public static Tensor AddQuotientInPlace(this Tensor tensor, Tensor dividend, Tensor divisor, double factor)
    {
        using Scalar held = factor;
        return tensor.addcdiv_(dividend, divisor, held);
    }

    /// <summary>Adds rows of another tensor to the rows of this one that an index names; this one is changed and given back.</summary>
    public static Tensor AddRowsInPlace(this Tensor tensor, Tensor index, Tensor rows)
    {
        using Scalar one = 1;
        return tensor.index_add_(0, index, rows, one);
    }

    /// <summary>The tensor with a whole number taken from each value; whole numbers stay whole.</summary>
    public static Tensor Minus(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.sub(held);
    }

    /// <summary>A number less each value of the tensor.</summary>
    public static Tensor TakenFrom(this Tensor tensor, double value) => tensor.neg().Plus(value);

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

    /// <summary>The tensor divided by a number.</summary>
    public static Tensor Over(this Tensor tensor, double divisor)
    {
        using Scalar held = divisor;
        return tensor.div(held);
    }

    /// <summary>The tensor divided by a whole number and rounded down; whole numbers stay whole.</summary>
    public static Tensor OverFloor(this Tensor tensor, long divisor)
    {
        using Scalar held = divisor;
        return tensor.div(held, RoundingMode.floor);
    }

    /// <summary>Divides each value of the tensor, which is changed and given back.</summary>
    public static Tensor DivideInPlace(this Tensor tensor, double divisor)
    {
        using Scalar held = divisor;
        return tensor.div_(held);
    }

    /// <summary>The tensor times itself; torch's own square goes through a power, and so through a number.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor.mul(tensor);

    /// <summary>Each value to a power.</summary>
    public static Tensor Power(this Tensor tensor, double exponent)
    {
        using Scalar held = exponent;
        return tensor.pow(held);
    }

    /// <summary>Bounds a tensor on both sides, in place.</summary>
    public static Tensor ClampInPlace(this Tensor tensor, double least, double most)
    {
        using Scalar heldLeast = least;
        using Scalar heldMost = most;
        return tensor.clamp_(heldLeast, heldMost);
    }

    /// <summary>Where values differ from a whole number.</summary>
    public static Tensor IsOtherThan(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.ne(held);
    }

    /// <summary>The tensor, with a bound where values are less.</summary>
    public static Tensor AtLeast(this Tensor tensor, double least)
    {
        using Scalar held = least;
        return tensor.clamp_min(held);
    }

    /// <summary>The tensor, with a whole bound where values are more; whole numbers stay whole.</summary>
    public static Tensor AtMost(this Tensor tensor, long most)
    {
        using Scalar held = most;
        return tensor.clamp_max(held);
    }

    /// <summary>The tensor, with a bound where values are less or more; whole numbers stay whole.</summary>
    public static Tensor Within(this Tensor tensor, long least, long most)
    {
        using Scalar low = least;
        using Scalar high = most;
        return tensor.clamp(low, high);
    }

    /// <summary>The tensor, with the value where the mask is true.</summary>
    public static Tensor Filled(this Tensor tensor, Tensor mask, double value)
    {
        using Scalar held = value;
        return tensor.masked_fill(mask, held);
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

    /// <summary>Where values equal a number.</summary>
    public static Tensor IsEqualTo(this Tensor tensor, double value)
    {
        using Scalar held = value;
        return tensor.eq(held);
    }

    /// <summary>Where values are below a number.</summary>
    public static Tensor IsBelow(this Tensor tensor, double bound)
    {
        using Scalar held = bound;
        return tensor.lt(held);
    }

    /// <summary>Where values are above a number.</summary>
    public static Tensor IsAbove(this Tensor tensor, double bound)
    {
        using Scalar held = bound;
        return tensor.gt(held);
    }

    /// <summary>Where values are a number or more.</summary>
    public static Tensor IsAtLeast(this Tensor tensor, double least)
    {
        using Scalar held = least;
        return tensor.ge(held);
    }

    /// <summary>Where values are a number or less.</summary>
    public static Tensor IsAtMost(this Tensor tensor, double most)
    {
        using Scalar held = most;
        return tensor.le(held);
    }

    /// <summary>The exponential linear unit: x above 0, exp(x) - 1 below.</summary>
    public static Tensor Elu(this Tensor tensor)
    {
        using Scalar one = 1;
        return tensor.elu(one, one, one);
    }

    /// <summary>x above 0, a slope times x below.</summary>
    public static Tensor LeakyRelu(this Tensor tensor, double negativeSlope)
    {
        using Scalar held = negativeSlope;
        return tensor.leaky_relu(held);
    }

    /// <summary>0, step, 2 step and so on, all below an end.</summary>
    /// <param name="end">The end.</param>
    /// <param name="type">Type of the values.</param>
    /// <param name="device">Where they are.</param>
    /// <param name="step">The step.</param>
    public static Tensor Range(long end, ScalarType type, Device device, long step = 1)
    {
        using Scalar first = 0L;
        using Scalar last = end;
        using Scalar held = step;
        return arange(first, last, held, type, device);
    }

    /// <summary>The one value of a tensor.</summary>
    public static double ToNumber(this Tensor tensor)
    {
        using Scalar held = tensor.ToScalar();
        return held.ToDouble();
    }
}
