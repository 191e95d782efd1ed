namespace CtVlm.MLNet.Phantoms;

/// <summary>Smooth noise along a line.</summary>
internal static class ArcNoise
{
    /// <summary>Makes noise of mean 0 in -1..1 by smooth interpolation of uniform values.</summary>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="period">Distance of the interpolated values, in values.</param>
    public static float[] Create(RandomStream random, int count, int period)
    {
        float[] knots = new float[(count / period) + 2];
        for (int i = 0; i < knots.Length; i++)
        {
            knots[i] = random.Uniform(-1, 1);
        }

        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            int knot = i / period;
            values[i] = Ramp.Lerp(knots[knot], knots[knot + 1], Ramp.Smooth((i % period) / (float)period));
        }

        return values;
    }
}
