namespace CtVlm.MLNet.Phantoms;

/// <summary>A volume that shapes are painted on. Every edge is a ramp over 1.1 pixels: the partial volume that makes thin walls look right on a coarse grid.</summary>
internal sealed class Canvas
{
    private readonly float _x0;
    private readonly float _y0;
    private readonly float _z0;
    private readonly float _perRamp;

    public Canvas(Scan scan)
    {
        Size = scan.ImageSize;
        SliceCount = scan.SliceCount;
        PixelMm = scan.PixelMm;
        StepMm = scan.StepMm;
        _x0 = scan.CenterX - (PixelMm * (Size - 1) / 2);
        _y0 = scan.CenterY - (PixelMm * (Size - 1) / 2);
        _z0 = scan.BottomZ;
        _perRamp = 1 / (1.1f * PixelMm);
        Hu = new float[SliceCount * Size * Size];
        Inside = new float[Hu.Length];
    }

    /// <summary>Rows and columns of a slice.</summary>
    public int Size { get; }

    public int SliceCount { get; }

    public float PixelMm { get; }

    public float StepMm { get; }

    /// <summary>Attenuation, [z, y, x].</summary>
    public float[] Hu { get; }

    /// <summary>Depth below the inner side of the abdominal wall, mm, [z, y, x]; positive in the cavity.</summary>
    public float[] Inside { get; }

    /// <summary>How far an edge reaches to each side, mm.</summary>
    public float EdgeMm => 0.55f * PixelMm;

    public float XAt(int column) => _x0 + (column * PixelMm);

    public float YAt(int row) => _y0 + (row * PixelMm);

    public float ZAt(int slice) => _z0 + (slice * StepMm);

    /// <summary>How much of a voxel lies inside a surface, from its signed depth in mm.</summary>
    public float Coverage(float depth) => Math.Clamp((depth * _perRamp) + 0.5f, 0, 1);

    /// <summary>The voxels that a box touches, clipped to the volume.</summary>
    public VoxelBox Voxels(Box box) => new(
        Lowest(box.Low.X, _x0, PixelMm),
        Highest(box.High.X, _x0, PixelMm, Size),
        Lowest(box.Low.Y, _y0, PixelMm),
        Highest(box.High.Y, _y0, PixelMm, Size),
        Lowest(box.Low.Z + EdgeMm, _z0, StepMm),
        Highest(box.High.Z - EdgeMm, _z0, StepMm, SliceCount));

    /// <summary>Paints a shape on every slice that it reaches.</summary>
    /// <param name="solid">The shape.</param>
    /// <param name="shade">Its attenuation.</param>
    /// <param name="isClipped">Whether only the part inside the abdominal wall shows.</param>
    /// <typeparam name="T">Type of the shape.</typeparam>
    public void Paint<T>(T solid, Shade shade, bool isClipped = false)
        where T : ISolid
    {
        VoxelBox box = Voxels(solid.Bounds);
        for (int slice = box.LowZ; slice <= box.HighZ; slice++)
        {
            PaintSlice(slice, solid, shade, isClipped);
        }
    }

    /// <summary>Paints a shape on one slice.</summary>
    public void PaintSlice<T>(int slice, T solid, Shade shade, bool isClipped = false)
        where T : ISolid
    {
        VoxelBox box = Voxels(solid.Bounds);
        float z = ZAt(slice);
        for (int row = box.LowY; row <= box.HighY; row++)
        {
            float y = YAt(row);
            int line = ((slice * Size) + row) * Size;
            for (int column = box.LowX; column <= box.HighX; column++)
            {
                float x = XAt(column);
                float depth = solid.Depth(x, y, z);
                float weight = Coverage(depth);
                if (weight > 0 && isClipped)
                {
                    weight = MathF.Min(weight, Coverage(Inside[line + column]));
                }

                if (weight > 0)
                {
                    ref float hu = ref Hu[line + column];
                    hu = Ramp.Lerp(hu, shade(depth, x, y, z), weight);
                }
            }
        }
    }

    private int Lowest(float millimetres, float origin, float step) =>
        Math.Max(0, (int)MathF.Ceiling((millimetres - EdgeMm - origin) / step));

    private int Highest(float millimetres, float origin, float step, int count) =>
        Math.Min(count - 1, (int)MathF.Floor((millimetres + EdgeMm - origin) / step));
}
