namespace TrainDemonstration;

/// <summary>Where diseased wall lies among the patches: the share of each of 4 x 4 cells of a patch that it covers.</summary>
internal static class WallMap
{
    /// <summary>Cells along a side of a patch.</summary>
    public const int CellSide = 4;

    /// <summary>Cells of a patch.</summary>
    public const int Cells = CellSide * CellSide;

    private const int CellPixels = PatchGrid.PatchSize / CellSide;

    /// <summary>Fills the map.</summary>
    /// <param name="wall">Pixels of diseased wall in the slice.</param>
    /// <param name="size">Rows and columns of the slice.</param>
    /// <param name="change">What was done to the slice.</param>
    /// <param name="grid">Which patches.</param>
    /// <param name="map">(T, stride): shares of a patch's cells come at its first <see cref="Cells"/> values; added to.</param>
    /// <param name="stride">Values a patch.</param>
    /// <returns>How many pixels of diseased wall lie in the square.</returns>
    public static int Fill(ReadOnlySpan<ushort> wall, int size, Augmentation change, PatchGrid grid, Span<float> map, int stride)
    {
        float toPicture = (float)PatchGrid.PictureSize / size;
        float share = change.Scale * toPicture / CellPixels;
        share *= share;
        int count = 0;
        foreach (ushort pixel in wall)
        {
            (float x, float y) = change.Forward(pixel % size, pixel / size, size);
            int column = (int)MathF.Floor(((x + 0.5f) * toPicture / CellPixels) - (grid.Column * CellSide));
            int row = (int)MathF.Floor(((y + 0.5f) * toPicture / CellPixels) - (grid.Row * CellSide));
            if ((uint)column < (uint)(grid.Count * CellSide) && (uint)row < (uint)(grid.Count * CellSide))
            {
                count++;
                int patch = (row / CellSide * grid.Count) + (column / CellSide);
                int cell = (row % CellSide * CellSide) + (column % CellSide);
                float before = map[(patch * stride) + cell];
                map[(patch * stride) + cell] = Math.Min(before + share, 1);
            }
        }

        return count;
    }
}
