using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Separable Gaussian filtering of [z, y, x] volumes. Every output is a sum in a fixed order of products, whatever the vector width.</summary>
internal static class GaussianFilter
{
    /// <summary>The weights of a Gaussian from -radius to radius, radius = ceil(2.5 sigma); they sum to 1.</summary>
    public static float[] Kernel(float sigma)
    {
        int radius = Math.Max(1, (int)MathF.Ceiling(2.5f * sigma));
        float[] weights = new float[(2 * radius) + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++)
        {
            double weight = ExactMath.Exp(-0.5 * i * i / (sigma * sigma));
            weights[i + radius] = (float)weight;
            sum += weight;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] / sum);
        }

        return weights;
    }

    /// <summary>Filters one slice along x and y in place; the border value repeats outside.</summary>
    public static void InPlane(Span<float> slice, int width, int height, float[] kernel, Span<float> work)
    {
        int radius = kernel.Length / 2;
        float[] padded = new float[width + (2 * radius)];
        for (int y = 0; y < height; y++)
        {
            Span<float> row = slice.Slice(y * width, width);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(0, radius).Fill(row[0]);
            padded.AsSpan(radius + width).Fill(row[^1]);
            Span<float> target = work.Slice(y * width, width);
            target.Clear();
            for (int k = 0; k < kernel.Length; k++)
            {
                AddScaled(padded.AsSpan(k, width), kernel[k], target);
            }
        }

        Stack(work, slice, width, height, kernel);
    }

    /// <summary>Filters along the leading axis: destination[i] = sum of kernel[k] x source[clamp(i + k - radius)], items of a given length.</summary>
    public static void Stack(ReadOnlySpan<float> source, Span<float> destination, int itemLength, int count, float[] kernel)
    {
        int radius = kernel.Length / 2;
        for (int i = 0; i < count; i++)
        {
            Span<float> target = destination.Slice(i * itemLength, itemLength);
            target.Clear();
            for (int k = 0; k < kernel.Length; k++)
            {
                int from = Math.Clamp(i + k - radius, 0, count - 1);
                AddScaled(source.Slice(from * itemLength, itemLength), kernel[k], target);
            }
        }
    }

    // Lanes: Vector<float>.Count; product and sum are rounded separately, as in the scalar remainder.
    private static void AddScaled(ReadOnlySpan<float> source, float weight, Span<float> target)
    {
        Vector<float> factor = new(weight);
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(source);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i] * factor;
        }

        for (int i = to.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * weight;
        }
    }
}
