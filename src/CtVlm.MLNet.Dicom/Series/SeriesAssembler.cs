namespace CtVlm.MLNet.Dicom;

/// <summary>Makes series of the slices that a scan found, and says of every slice that enters none why.</summary>
internal sealed class SeriesAssembler(CtReadOptions options)
{
    /// <summary>Files that the scan or the assembly left out.</summary>
    public List<SkippedFile> Skipped { get; } = [];

    /// <summary>The series of the files, ordered by folder, identifier and slice order.</summary>
    public List<CtSeriesEntry> Assemble(IReadOnlyList<ScannedFile> files, CancellationToken cancellationToken)
    {
        Skipped.AddRange(files.Where(file => file.SkipReason != null).Select(file => file.ToSkipped()));
        List<CtSeriesEntry> entries = [];
        foreach (IGrouping<string, SliceImage> series in files.SelectMany(file => file.Images).GroupBy(Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CtWarning[] damaged = [.. files.Where(file => file.Error != null && IsOfSeries(file, series.Key)).Select(DamagedWarning)];
            entries.AddRange(AssembleSeries(series, damaged));
        }

        foreach (IGrouping<string, CtSeriesEntry> folder in entries.GroupBy(entry => entry.RelativePath, StringComparer.Ordinal))
        {
            MarkSeriesOfOneFolder([.. folder]);
        }

        entries.Sort((a, b) => string.CompareOrdinal(SortKey(a), SortKey(b)));
        foreach (IGrouping<string, CtSeriesEntry> series in entries.GroupBy(entry => entry.Description.SeriesInstanceUid, StringComparer.Ordinal))
        {
            NumberVolumes([.. series]);
        }

        return entries;
    }

    /// <summary>Without identifier, the slices of a folder are taken to belong together.</summary>
    private static string Key(SliceImage image) => image.SeriesUid.Length > 0 ? image.SeriesUid : "/" + Path.GetDirectoryName(image.RelativePath);

    private static bool IsOfSeries(ScannedFile file, string key) => file.SeriesUid.Length > 0 && file.SeriesUid == key;

    private static CtWarning DamagedWarning(ScannedFile file) => new(CtWarningKind.SkippedFile, $"{file.Name} was left out: {file.SkipReason}");

    private static string SortKey(CtSeriesEntry entry) => $"{entry.RelativePath}\n{entry.Description.SeriesInstanceUid}\n{entry.Order}";

    private static void MarkSeriesOfOneFolder(CtSeriesEntry[] entries)
    {
        if (entries.DistinctBy(entry => entry.Description.SeriesInstanceUid).Count() > 1)
        {
            Array.ForEach(entries, entry => entry.SplitBy |= CtSeriesSplit.SeriesInstanceUid);
        }
    }

    private static void NumberVolumes(CtSeriesEntry[] entries)
    {
        bool isWholeInFolder = entries.DistinctBy(entry => entry.RelativePath).Count() == 1;
        for (int i = 0; i < entries.Length && entries.Length > 1; i++)
        {
            entries[i].Number = i + 1;
            entries[i].IsWholeInFolder = isWholeInFolder;
        }
    }

    private List<CtSeriesEntry> AssembleSeries(IEnumerable<SliceImage> series, CtWarning[] damaged)
    {
        SliceGroup all = new(series, damaged);
        SamePlaneResolver resolver = new(Skipped);
        List<SliceGroup> grids;
        try
        {
            resolver.DropSameInstance(all);
            grids = GridSplitter.Split(all.Images, Skipped);
        }
        catch (DicomException failure)
        {
            SkipAll(all, failure);
            return [];
        }

        List<CtSeriesEntry> entries = [];
        foreach (SliceGroup grid in grids)
        {
            grid.Warnings.InsertRange(0, all.Warnings);
            AddVolumes(grid, resolver, entries);
        }

        entries.ForEach(entry => entry.VolumesOfSeries = entries.Count);
        return entries;
    }

    private void AddVolumes(SliceGroup grid, SamePlaneResolver resolver, List<CtSeriesEntry> entries)
    {
        try
        {
            PositionResolver.Resolve(grid);
            CtSeriesEntry[] volumes = [.. resolver.Resolve(grid).Select(ToEntry)];
            entries.AddRange(volumes);
        }
        catch (DicomException failure)
        {
            SkipAll(grid, failure);
        }
    }

    private CtSeriesEntry ToEntry(SliceGroup group)
    {
        CtGeometry geometry = StackGeometry.Build(group, options);
        group.Warnings.AddRange(FileWarnings(group.Images));
        return new CtSeriesEntry(group, geometry, options);
    }

    private void SkipAll(SliceGroup group, DicomException failure)
    {
        foreach (string path in group.Images.Select(image => image.RelativePath).Distinct(StringComparer.Ordinal))
        {
            Skipped.Add(new SkippedFile(path, failure.Message) { Error = failure });
        }
    }

    /// <summary>One warning a kind and wording, with the number of slices that it concerns.</summary>
    private static IEnumerable<CtWarning> FileWarnings(List<SliceImage> images) => images
        .SelectMany(image => image.Warnings)
        .GroupBy(warning => warning)
        .Select(same => same.Count() == 1 || images.Count == 1
            ? same.Key
            : same.Key with { Message = $"{same.Key.Message} ({same.Count()} of {images.Count} slices)" });
}
