namespace CtVlm.MLNet.Dicom;

/// <summary>Splits the slices of one series where they cannot lie in one grid: other orientation, size or pixel spacing.</summary>
internal static class GridSplitter
{
    /// <summary>Direction cosines differ by rounding within one series, and by far more between orientations.</summary>
    private const double DirectionTolerance = 1e-3;
    private const double RelativeSpacingTolerance = 1e-3;

    /// <summary>A series with at least this many times the slices makes others of it remnants: a forgotten localizer, a broken slice.</summary>
    private const int RemnantRatio = 3;

    /// <summary>Each slice is compared with each grid; slices that fall into more than this many are no series.</summary>
    private const int MaxGrids = 256;

    /// <summary>The grids of one series, largest first. Remnants are left out with a warning on the largest.</summary>
    /// <exception cref="DicomGeometryException">There are more than 256.</exception>
    public static List<SliceGroup> Split(IEnumerable<SliceImage> series, List<SkippedFile> skipped)
    {
        List<SliceGroup> grids = [];
        foreach (SliceImage image in series)
        {
            SliceGroup? grid = grids.Find(candidate => IsSameGrid(candidate.Images[0], image));
            if (grid == null && grids.Count == MaxGrids)
            {
                throw GeometryThrow.TooManyGrids(image.SeriesUid, MaxGrids);
            }

            if (grid == null)
            {
                grids.Add(new SliceGroup([image], []));
            }
            else
            {
                grid.Images.Add(image);
            }
        }

        List<SliceGroup> ordered = [.. grids.OrderByDescending(grid => grid.Images.Count)];
        ordered.RemoveAll(grid => grid != ordered[0] && DropRemnant(grid, ordered[0], skipped));
        foreach (SliceGroup grid in ordered)
        {
            grid.Split = ordered.Where(other => other != grid).Aggregate(CtSeriesSplit.None, (all, other) => all | Differences(grid.Images[0], other.Images[0]));
        }

        return ordered;
    }

    private static bool DropRemnant(SliceGroup grid, SliceGroup main, List<SkippedFile> skipped)
    {
        if (grid.Images.Count * RemnantRatio > main.Images.Count)
        {
            return false;
        }

        foreach (SliceImage image in grid.Images)
        {
            string difference = SplitText.Name(Difference(main.Images[0], image));
            skipped.Add(new SkippedFile(image.RelativePath, $"differs from the other slices of its series in {difference}"));
            main.Warnings.Add(new CtWarning(CtWarningKind.SkippedFile, $"{image.Name} was left out: it differs from the other slices in {difference}."));
        }

        return true;
    }

    private static bool IsSameGrid(SliceImage a, SliceImage b) => IsSameSize(a, b) && IsSameOrientation(a, b) && IsSameSpacing(a, b);

    /// <summary>The most telling difference.</summary>
    private static CtSeriesSplit Difference(SliceImage a, SliceImage b) =>
        !IsSameOrientation(a, b) ? CtSeriesSplit.Orientation : !IsSameSize(a, b) ? CtSeriesSplit.Size : CtSeriesSplit.PixelSpacing;

    private static CtSeriesSplit Differences(SliceImage a, SliceImage b) =>
        (IsSameOrientation(a, b) ? CtSeriesSplit.None : CtSeriesSplit.Orientation)
        | (IsSameSize(a, b) ? CtSeriesSplit.None : CtSeriesSplit.Size)
        | (IsSameSpacing(a, b) ? CtSeriesSplit.None : CtSeriesSplit.PixelSpacing);

    private static bool IsSameSize(SliceImage a, SliceImage b) => a.Format.Rows == b.Format.Rows && a.Format.Columns == b.Format.Columns;

    private static bool IsSameOrientation(SliceImage a, SliceImage b) =>
        (a.RowDirection - b.RowDirection).Length <= DirectionTolerance && (a.ColumnDirection - b.ColumnDirection).Length <= DirectionTolerance;

    private static bool IsSameSpacing(SliceImage a, SliceImage b) =>
        Math.Abs(a.RowSpacing - b.RowSpacing) <= RelativeSpacingTolerance * a.RowSpacing
        && Math.Abs(a.ColumnSpacing - b.ColumnSpacing) <= RelativeSpacingTolerance * a.ColumnSpacing;
}
