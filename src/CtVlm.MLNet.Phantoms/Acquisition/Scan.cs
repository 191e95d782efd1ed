namespace CtVlm.MLNet.Phantoms;

/// <summary>The grid, the sharpness and the noise of one series.</summary>
internal sealed record Scan
{
    public required int ImageSize { get; init; }

    public required int SliceCount { get; init; }

    public required float PixelMm { get; init; }

    public required float StepMm { get; init; }

    /// <summary>Where the middle of the image lies in the body, mm.</summary>
    public required float CenterX { get; init; }

    public required float CenterY { get; init; }

    /// <summary>Height of slice 0, mm.</summary>
    public required float BottomZ { get; init; }

    public required float NoiseHu { get; init; }

    /// <summary>Sigma of the noise's correlation, pixels.</summary>
    public required float NoiseCorrelation { get; init; }

    /// <summary>Sigma of the blur within a slice, pixels.</summary>
    public required float Blur { get; init; }

    /// <summary>Whether the series was taken half a minute later.</summary>
    public bool IsDelayed { get; init; }

    /// <summary>Draws the first series of a patient.</summary>
    public static Scan Draw(RandomStream random, Habitus body, PhantomOptions options)
    {
        bool isShifted = options.Acquisition == PhantomAcquisition.Shifted;
        float margin = isShifted ? random.Uniform(1.02f, 1.32f) : random.Uniform(1.04f, 1.20f);
        float covering = (body.HeightMm + 18) / options.SliceCount;
        float shifted = random.Pick([3.6f, 4, 5, 5.5f]) * 64 / options.SliceCount;
        return new Scan
        {
            ImageSize = options.ImageSize,
            SliceCount = options.SliceCount,
            PixelMm = 2 * body.HalfWidthMm * margin / options.ImageSize,
            StepMm = isShifted ? shifted : covering,
            CenterX = random.Normal(0, 5),
            CenterY = random.Normal(0, 5) + 4,
            BottomZ = -24,
            NoiseHu = isShifted ? random.Uniform(14, 26) : random.Uniform(8, 18),
            NoiseCorrelation = isShifted ? random.Uniform(0.4f, 1.2f) : random.Uniform(0.55f, 1),
            Blur = isShifted ? random.Uniform(0.25f, 1) : random.Uniform(0.30f, 0.75f),
        };
    }

    /// <summary>Draws a further series of the same patient: a reconstruction of the same scan, or a delayed scan.</summary>
    public Scan DrawAnother(RandomStream random)
    {
        float zoom = random.Uniform(0.97f, 1.08f), step = random.Uniform(0.92f, 1.02f);
        bool isSharp = random.Chance(0.5);
        return this with
        {
            PixelMm = PixelMm * zoom,
            StepMm = StepMm * step,
            BottomZ = BottomZ + random.Uniform(-2, 2),
            Blur = isSharp ? 0.30f : 0.80f,
            NoiseHu = NoiseHu * (isSharp ? 1.35f : 0.75f),
            NoiseCorrelation = isSharp ? 0.5f : 1,
            IsDelayed = random.Chance(0.5),
        };
    }
}
