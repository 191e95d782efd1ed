namespace CtVlm.MLNet.Phantoms;

/// <summary>For each voxel the nearest bowel wall, and the nearest wall of another loop.</summary>
/// <remarks>The second distance puts a shared wall where two loops press on each other; without it loops that overlap melt into one.</remarks>
internal sealed class BowelField
{
    /// <summary>Points this far apart along the bowel belong to different loops: 60 mm.</summary>
    private const float LoopPoints = 20;
    private readonly Canvas _canvas;

    public BowelField(Canvas canvas, BowelPoint[] points, IReadOnlyList<int> starts)
    {
        _canvas = canvas;
        Points = points;
        Nearest = new float[canvas.Hu.Length];
        Other = new float[canvas.Hu.Length];
        Place = new float[canvas.Hu.Length];
        Array.Fill(Nearest, float.MaxValue);
        Array.Fill(Other, float.MaxValue);
        for (int i = 0; i + 1 < points.Length; i++)
        {
            if (!starts.Contains(i + 1))
            {
                Add(i);
            }
        }
    }

    public BowelPoint[] Points { get; }

    /// <summary>Signed distance to the outer wall of the nearest loop, mm, negative inside; the largest number far away.</summary>
    public float[] Nearest { get; }

    /// <summary>The same for the nearest other loop.</summary>
    public float[] Other { get; }

    /// <summary>Index of the nearest point of the centre line, with its fraction.</summary>
    public float[] Place { get; }

    private void Add(int index)
    {
        Capsule piece = new(Points[index].Position, Points[index + 1].Position, Points[index].OuterMm, Points[index + 1].OuterMm);

        // The rim outside decides where a neighbour's wall bends, so distances are kept a little beyond the wall.
        VoxelBox box = _canvas.Voxels(Box.Around(piece.From, piece.To, MathF.Max(piece.RadiusFrom, piece.RadiusTo) + 2));
        for (int slice = box.LowZ; slice <= box.HighZ; slice++)
        {
            for (int row = box.LowY; row <= box.HighY; row++)
            {
                int line = ((slice * _canvas.Size) + row) * _canvas.Size;
                for (int column = box.LowX; column <= box.HighX; column++)
                {
                    (float along, float distance) = piece.Project(new(_canvas.XAt(column), _canvas.YAt(row), _canvas.ZAt(slice)));
                    Update(line + column, index + along, distance - Ramp.Lerp(piece.RadiusFrom, piece.RadiusTo, along));
                }
            }
        }
    }

    private void Update(int at, float place, float distance)
    {
        bool isOther = MathF.Abs(place - Place[at]) >= LoopPoints;
        if (distance < Nearest[at])
        {
            if (isOther)
            {
                Other[at] = Nearest[at];
            }

            Nearest[at] = distance;
            Place[at] = place;
        }
        else if (isOther && distance < Other[at])
        {
            Other[at] = distance;
        }
    }
}
