namespace CtVlm.MLNet.Phantoms;

/// <summary>How far each place of the abdominal cavity is from its wall and from organs, on a coarse grid: what steers the small bowel.</summary>
internal sealed class CavityMap
{
    private const float CellMm = 9;
    private readonly Point3 _origin;
    private readonly int _nx;
    private readonly int _ny;
    private readonly int _nz;
    private readonly float[] _clearance;

    public CavityMap(Habitus body, Organs organs, BowelPoint[] colon)
    {
        _origin = new Point3(-body.HalfWidthMm, -body.HalfDepthMm, -30);
        _nx = (int)(2 * body.HalfWidthMm / CellMm) + 1;
        _ny = (int)((body.HalfDepthMm + body.SpineY + 30) / CellMm) + 1;
        _nz = (int)((body.HeightMm + 40) / CellMm) + 1;
        _clearance = new float[_nx * _ny * _nz];
        for (int z = 0; z < _nz; z++)
        {
            FillPlane(body, organs, z);
        }

        foreach (BowelPoint point in colon)
        {
            Carve(point.Position, point.OuterMm);
        }
    }

    /// <summary>Distance to the nearest obstacle, mm, negative inside one.</summary>
    public float At(Point3 p)
    {
        (int x, float fx) = Split(p.X - _origin.X, _nx);
        (int y, float fy) = Split(p.Y - _origin.Y, _ny);
        (int z, float fz) = Split(p.Z - _origin.Z, _nz);
        int at = (((z * _ny) + y) * _nx) + x, plane = _nx * _ny;
        return Ramp.Lerp(Bilinear(at, fx, fy), Bilinear(at + plane, fx, fy), fz);
    }

    /// <summary>The direction in which the clearance grows, not normalised.</summary>
    public Point3 Gradient(Point3 p) => new(
        At(p with { X = p.X + CellMm }) - At(p with { X = p.X - CellMm }),
        At(p with { Y = p.Y + CellMm }) - At(p with { Y = p.Y - CellMm }),
        At(p with { Z = p.Z + CellMm }) - At(p with { Z = p.Z - CellMm }));

    private static (int Low, float Fraction) Split(float millimetres, int count)
    {
        float position = Math.Clamp(millimetres / CellMm, 0, count - 1.001f);
        int low = (int)position;
        return (low, position - low);
    }

    private float Bilinear(int at, float fx, float fy) => Ramp.Lerp(
        Ramp.Lerp(_clearance[at], _clearance[at + 1], fx), Ramp.Lerp(_clearance[at + _nx], _clearance[at + _nx + 1], fx), fy);

    private void FillPlane(Habitus body, Organs organs, int plane)
    {
        float z = _origin.Z + (plane * CellMm);
        HabitusSection section = body.At(z);
        FlatEllipse right = SpinalMuscles.Psoas(body, z, -1), left = SpinalMuscles.Psoas(body, z, 1);
        FlatEllipse spine = new(0, body.SpineY, 46, 24, z), front = new(-6, body.SpineY - 24, 26, 20, z);
        float ends = MathF.Min(z + 16, (0.94f * body.HeightMm) - z);
        for (int row = 0; row < _ny; row++)
        {
            float y = _origin.Y + (row * CellMm);
            for (int column = 0; column < _nx; column++)
            {
                float x = _origin.X + (column * CellMm);
                float clear = MathF.Min(section.Measure(x, y).Inside, ends);
                if (clear > -25)
                {
                    float muscles = MathF.Max(right.Depth(x, y, z), left.Depth(x, y, z));
                    float bones = MathF.Max(spine.Depth(x, y, z), front.Depth(x, y, z));
                    clear = MathF.Min(MathF.Min(clear, body.SpineY + 8 - y), MathF.Min(-MathF.Max(muscles, bones), organs.Clearance(x, y, z)));
                }

                _clearance[(((plane * _ny) + row) * _nx) + column] = clear;
            }
        }
    }

    private void Carve(Point3 center, float radius)
    {
        int reach = (int)(((radius + 18) / CellMm) + 1);
        Point3 cell = (center - _origin) * (1 / CellMm);
        for (int z = Math.Max(0, (int)cell.Z - reach); z <= Math.Min(_nz - 1, (int)cell.Z + reach); z++)
        {
            for (int y = Math.Max(0, (int)cell.Y - reach); y <= Math.Min(_ny - 1, (int)cell.Y + reach); y++)
            {
                for (int x = Math.Max(0, (int)cell.X - reach); x <= Math.Min(_nx - 1, (int)cell.X + reach); x++)
                {
                    Point3 here = _origin + (new Point3(x, y, z) * CellMm);
                    ref float clear = ref _clearance[(((z * _ny) + y) * _nx) + x];
                    clear = MathF.Min(clear, (here - center).Length - radius);
                }
            }
        }
    }
}
