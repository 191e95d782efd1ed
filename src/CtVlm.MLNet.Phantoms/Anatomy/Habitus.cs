namespace CtVlm.MLNet.Phantoms;

/// <summary>The outer shape of a patient: a super-ellipse column with a layer of fat and a layer of muscle.</summary>
internal sealed class Habitus
{
    private const int TableSize = 1024;
    private readonly float[] _superEllipse = new float[TableSize + 2];

    private Habitus()
    {
    }

    public required float HalfWidthMm { get; init; }

    public required float HalfDepthMm { get; init; }

    /// <summary>Height of the part of the body that the anatomy is laid out in: 0 the pelvis, 1 the liver's dome.</summary>
    public required float HeightMm { get; init; }

    public required float FatMm { get; init; }

    public required float MuscleMm { get; init; }

    /// <summary>Centre of the vertebral bodies, mm behind the middle of the body.</summary>
    public required float SpineY { get; init; }

    /// <summary>Half width and half depth of the space inside the wall at mid-height.</summary>
    public float InnerWidthMm => HalfWidthMm - 2.2f - (0.9f * FatMm) - MuscleMm;

    public float InnerDepthMm => HalfDepthMm - 2.2f - (1.1f * FatMm) - MuscleMm;

    public static Habitus Draw(RandomStream random)
    {
        float build = random.Beta(1.6, 2.2);
        float depth = random.Uniform(102, 120) + (44 * build);
        Habitus habitus = new()
        {
            HalfWidthMm = random.Uniform(142, 165) + (38 * build),
            HalfDepthMm = depth,
            HeightMm = random.Uniform(258, 312),
            FatMm = 5 + (30 * build),
            MuscleMm = random.Uniform(8, 13),
            SpineY = random.Uniform(0.40f, 0.47f) * depth,
        };
        habitus.FillTable(random.Uniform(2.15f, 2.6f));
        return habitus;
    }

    /// <summary>The section at a height.</summary>
    public HabitusSection At(float z) => new(this, z / HeightMm);

    /// <summary>(1 + t^p)^(1/p) for t in 0..1, by linear interpolation.</summary>
    internal float SuperEllipse(float t)
    {
        float position = t * TableSize;
        int low = (int)position;
        return Ramp.Lerp(_superEllipse[low], _superEllipse[low + 1], position - low);
    }

    private void FillTable(float exponent)
    {
        _superEllipse[0] = 1;
        for (int i = 1; i < _superEllipse.Length; i++)
        {
            _superEllipse[i] = (float)ExactMath.Pow(1 + ExactMath.Pow(i / (double)TableSize, exponent), 1 / (double)exponent);
        }
    }
}
