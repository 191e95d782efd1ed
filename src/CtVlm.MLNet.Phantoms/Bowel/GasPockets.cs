namespace CtVlm.MLNet.Phantoms;

/// <summary>Gas in the bowel: each pocket has one level surface, so the loops that rise above it are full of gas and the others of fluid.</summary>
internal static class GasPockets
{
    /// <summary>The level of a point without gas, mm: in front of everyone.</summary>
    public const float NoneY = -1000;

    /// <summary>Puts a pocket wherever noise along the bowel exceeds a threshold.</summary>
    /// <param name="points">The bowel; its levels are set.</param>
    /// <param name="noise">Noise in -1..1, one value a point.</param>
    /// <param name="threshold">Where pockets begin.</param>
    /// <param name="height">Height of the level above the mean centre line, in lumen radii.</param>
    public static void Fill(BowelPoint[] points, float[] noise, float threshold, float height)
    {
        for (int i = 0; i < points.Length; i++)
        {
            points[i].GasY = NoneY;
        }

        for (int first = 0; first < points.Length; first++)
        {
            int end = first;
            while (end < points.Length && noise[end] > threshold && points[end].Disease == 0)
            {
                end++;
            }

            if (end > first)
            {
                FillPocket(points.AsSpan(first, end - first), height);
                first = end;
            }
        }
    }

    private static void FillPocket(Span<BowelPoint> pocket, float height)
    {
        float sum = 0;
        foreach (ref BowelPoint point in pocket)
        {
            sum += point.Position.Y - (height * point.LumenMm);
        }

        float level = sum / pocket.Length;
        for (int i = 0; i < pocket.Length; i++)
        {
            // Towards its ends the pocket runs out below the upper wall.
            float weight = Ramp.Smooth((Math.Min(i, pocket.Length - 1 - i) + 1) / 5f);
            ref BowelPoint point = ref pocket[i];
            point.GasY = Ramp.Lerp(MathF.Min(level, point.Position.Y - point.LumenMm - 2), level, weight);
        }
    }
}
