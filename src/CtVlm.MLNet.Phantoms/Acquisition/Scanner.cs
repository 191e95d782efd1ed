namespace CtVlm.MLNet.Phantoms;

/// <summary>Turns a painted volume into what a scanner delivers: blur, noise, the circle of reconstruction, whole numbers.</summary>
internal static class Scanner
{
    /// <summary>The value outside the circle of reconstruction, and the lowest value that is stored.</summary>
    public const short Lowest = -1024;

    /// <summary>The highest value that twelve bits hold with this lowest one.</summary>
    public const short Highest = 3071;

    /// <summary>Paints and scans one series.</summary>
    /// <returns>HU and mask, both [z, y, x].</returns>
    public static (short[] Hu, byte[] Mask) Run(RandomStream random, Abdomen abdomen, LesionPlan plan, Scan scan)
    {
        Tissue tissue = scan.IsDelayed ? abdomen.Tissue.Delayed() : abdomen.Tissue;
        Canvas canvas = new(scan);
        BodyPainter.Paint(canvas, abdomen, tissue);
        new SkeletonPainter(canvas, abdomen, tissue).Paint();
        OrganPainter.Paint(canvas, abdomen, tissue);
        VesselPainter.PaintGreat(canvas, abdomen, tissue);
        StrandingPainter.Paint(canvas, abdomen, plan);
        VesselPainter.PaintMesentery(canvas, abdomen, tissue);
        byte[] mask = BowelPainter.Paint(canvas, abdomen);
        return (Acquire(random, canvas, scan, abdomen.Body), mask);
    }

    private static short[] Acquire(RandomStream random, Canvas canvas, Scan scan, Habitus body)
    {
        int size = canvas.Size, plane = size * size;
        float[] thick = new float[canvas.Hu.Length];
        GaussianFilter.Stack(canvas.Hu, thick, plane, canvas.SliceCount, GaussianFilter.Kernel(0.35f));
        float[] blur = GaussianFilter.Kernel(scan.Blur), grain = GaussianFilter.Kernel(scan.NoiseCorrelation);
        float amplitude = scan.NoiseHu / Shrinkage(grain);
        float[] noise = new float[plane], work = new float[plane];
        short[] hu = new short[canvas.Hu.Length];
        for (int slice = 0; slice < canvas.SliceCount; slice++)
        {
            Span<float> image = thick.AsSpan(slice * plane, plane);
            GaussianFilter.InPlane(image, size, size, blur, work);
            for (int i = 0; i < plane; i++)
            {
                noise[i] = random.FastNormal() * amplitude;
            }

            GaussianFilter.InPlane(noise, size, size, grain, work);
            Finish(canvas, body, slice, image, noise, hu.AsSpan(slice * plane, plane));
        }

        return hu;
    }

    // Filtering white noise along two axes divides its deviation by this factor's inverse.
    private static float Shrinkage(float[] kernel)
    {
        float sum = 0;
        foreach (float weight in kernel)
        {
            sum += weight * weight;
        }

        return sum;
    }

    private static void Finish(Canvas canvas, Habitus body, int slice, ReadOnlySpan<float> image, float[] noise, Span<short> hu)
    {
        int size = canvas.Size;
        float middle = (size - 1) / 2f, edge = size * size / 4f;
        HabitusSection section = body.At(canvas.ZAt(slice));
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int at = (row * size) + column;
                float dx = column - middle, dy = row - middle;
                float u = canvas.XAt(column) / section.HalfWidth, v = canvas.YAt(row) / section.HalfDepth;

                // The middle of the body is noisier than its rim: more tissue lies in the way.
                float local = Ramp.Lerp(1.15f, 0.65f, Math.Clamp((u * u) + (v * v), 0, 1));
                float value = image[at] + (noise[at] * local);
                hu[at] = (dx * dx) + (dy * dy) > edge ? Lowest : (short)Math.Clamp(MathF.Round(value), Lowest, Highest);
            }
        }
    }
}
