namespace TrainDemonstration;

/// <summary>A square of patches within the picture that the encoder sees.</summary>
/// <param name="Row">First row of patches.</param>
/// <param name="Column">First column of patches.</param>
/// <param name="Count">Rows and columns of patches.</param>
internal readonly record struct PatchGrid(int Row, int Column, int Count)
{
    /// <summary>Side of the encoder's picture, pixels.</summary>
    public const int PictureSize = 144;

    /// <summary>Side of a patch, pixels.</summary>
    public const int PatchSize = 8;

    /// <summary>Patches along a side of the picture.</summary>
    public const int Side = PictureSize / PatchSize;

    /// <summary>Patches along a side of a training window.</summary>
    public const int WindowSide = 6;

    /// <summary>All of the picture.</summary>
    public static PatchGrid Whole { get; } = new(0, 0, Side);

    /// <summary>Side of the square, pixels of the picture.</summary>
    public int Pixels => Count * PatchSize;

    /// <summary>The window whose middle is nearest to a point of the picture, moved inside it.</summary>
    /// <param name="x">Column, pixels of the picture.</param>
    /// <param name="y">Row, pixels of the picture.</param>
    public static PatchGrid WindowAt(float x, float y) => new(Start(y), Start(x), WindowSide);

    /// <summary>Writes the rows of the position table: the class token's, then each patch's.</summary>
    public void WritePlaces(Span<long> places)
    {
        places[0] = 0;
        for (int i = 0; i < Count * Count; i++)
        {
            places[1 + i] = 1 + ((Row + (i / Count)) * Side) + Column + (i % Count);
        }
    }

    private static int Start(float middle) => Math.Clamp((int)MathF.Round((middle / PatchSize) - (WindowSide / 2f)), 0, Side - WindowSide);
}
