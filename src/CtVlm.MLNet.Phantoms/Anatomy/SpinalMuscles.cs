namespace CtVlm.MLNet.Phantoms;

/// <summary>The sections of the muscles that lie beside and behind the spine.</summary>
internal static class SpinalMuscles
{
    /// <summary>Psoas of one side at a height: it grows and moves outward on its way down.</summary>
    public static FlatEllipse Psoas(Habitus body, float z, int side)
    {
        float down = Math.Clamp((0.92f - (z / body.HeightMm)) / 0.85f, 0.02f, 1.1f);
        float low = down * down * down * down;
        float x = side * (27 + (8 * down) + (24 * down * down) + (22 * low));
        return new FlatEllipse(x, body.SpineY - 1 - (20 * low), 6 + (15 * down) + (9 * low), 8 + (15 * down), z);
    }

    /// <summary>Erector spinae of one side.</summary>
    public static FlatEllipse Erector(Habitus body, float z, int side) => new(side * 35, body.SpineY + 37, 31, 22, z);

    /// <summary>Quadratus lumborum of one side.</summary>
    public static FlatEllipse Quadratus(Habitus body, float z, int side) => new(side * 62, body.SpineY + 18, 21, 11, z);
}
