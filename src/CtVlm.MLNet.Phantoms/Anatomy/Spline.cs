namespace CtVlm.MLNet.Phantoms;

/// <summary>Curves through points.</summary>
internal static class Spline
{
    /// <summary>A Catmull-Rom curve through the points, resampled to equal steps.</summary>
    public static List<Point3> Through(IReadOnlyList<Point3> points, float stepMm)
    {
        List<Point3> dense = [];
        for (int i = 0; i + 1 < points.Count; i++)
        {
            Point3 before = points[Math.Max(i - 1, 0)];
            Point3 after = points[Math.Min(i + 2, points.Count - 1)];
            for (int k = 0; k < 16; k++)
            {
                dense.Add(Between(before, points[i], points[i + 1], after, k / 16f));
            }
        }

        dense.Add(points[^1]);
        return Resample(dense, stepMm);
    }

    /// <summary>The same line with points at equal distances; the last point is kept only if it falls on a step.</summary>
    public static List<Point3> Resample(IReadOnlyList<Point3> line, float stepMm)
    {
        List<Point3> result = [line[0]];
        float left = stepMm;
        for (int i = 1; i < line.Count; i++)
        {
            Point3 from = line[i - 1];
            float length = (line[i] - from).Length;
            float at = left;
            for (; at <= length; at += stepMm)
            {
                result.Add(from.Lerp(line[i], at / length));
            }

            left = at - length;
        }

        return result;
    }

    /// <summary>Gaussian smoothing of a line, with the ends held.</summary>
    public static List<Point3> Smooth(IReadOnlyList<Point3> line, float sigma)
    {
        float[] kernel = GaussianFilter.Kernel(sigma);
        int radius = kernel.Length / 2;
        List<Point3> result = new(line.Count);
        for (int i = 0; i < line.Count; i++)
        {
            Point3 sum = default;
            for (int k = -radius; k <= radius; k++)
            {
                sum += line[Math.Clamp(i + k, 0, line.Count - 1)] * kernel[k + radius];
            }

            result.Add(sum);
        }

        return result;
    }

    private static Point3 Between(Point3 a, Point3 b, Point3 c, Point3 d, float t)
    {
        Point3 linear = (c - a) * t;
        Point3 square = ((a * 2) - (b * 5) + (c * 4) - d) * (t * t);
        Point3 cube = ((b * 3) - a - (c * 3) + d) * (t * t * t);
        return ((b * 2) + linear + square + cube) * 0.5f;
    }
}
