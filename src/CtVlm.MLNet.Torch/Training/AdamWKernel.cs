using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>Moves the values of one parameter: one pass over values, gradient and both running means.</summary>
/// <remarks>
/// p = p (1 - eta lambda) - eta m'/(sqrt(v') + eps), with m' and v' the running means of g and of g^2 without the bias of their start at 0, in the order in which torch rounds.
/// <b>Source:</b> Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </remarks>
internal static class AdamWKernel
{
    /// <summary>Makes a step.</summary>
    /// <param name="values">The parameter.</param>
    /// <param name="gradient">Its gradient; left as it is.</param>
    /// <param name="means">Running mean of gradients.</param>
    /// <param name="squares">Running mean of squared gradients.</param>
    /// <param name="factors">The numbers of the step.</param>
    public static void Run(Span<float> values, ReadOnlySpan<float> gradient, Span<float> means, Span<float> squares, AdamWFactors factors)
    {
        int vectorized = values.Length - (values.Length % Vector<float>.Count);
        RunVectors(
            MemoryMarshal.Cast<float, Vector<float>>(values[..vectorized]),
            MemoryMarshal.Cast<float, Vector<float>>(gradient[..vectorized]),
            MemoryMarshal.Cast<float, Vector<float>>(means[..vectorized]),
            MemoryMarshal.Cast<float, Vector<float>>(squares[..vectorized]),
            factors);
        for (int i = vectorized; i < values.Length; i++)
        {
            float g = gradient[i] * factors.Gradient;
            means[i] = MathF.FusedMultiplyAdd(g - means[i], factors.MeanShare, means[i]);
            squares[i] = (g * factors.SquareShare * g) + (squares[i] * factors.SquareDecay);
            float bottom = (MathF.Sqrt(squares[i]) / factors.RootCorrection) + factors.Epsilon;
            values[i] = (values[i] * factors.Keep) + (means[i] * factors.Move / bottom);
        }
    }

    private static void RunVectors(Span<Vector<float>> values, ReadOnlySpan<Vector<float>> gradient, Span<Vector<float>> means, Span<Vector<float>> squares, AdamWFactors factors)
    {
        Vector<float> correction = new(factors.RootCorrection), epsilon = new(factors.Epsilon), meanShare = new(factors.MeanShare);
        for (int i = 0; i < values.Length; i++)
        {
            Vector<float> g = gradient[i] * factors.Gradient;
            Vector<float> mean = Vector.FusedMultiplyAdd(g - means[i], meanShare, means[i]);
            Vector<float> square = (g * factors.SquareShare * g) + (squares[i] * factors.SquareDecay);
            Vector<float> bottom = (Vector.SquareRoot(square) / correction) + epsilon;
            values[i] = (values[i] * factors.Keep) + (mean * factors.Move / bottom);
            means[i] = mean;
            squares[i] = square;
        }
    }
}
