namespace CtVlm.MLNet.Dicom;

/// <summary>Chooses the one series that a path names, or says why none can be chosen.</summary>
internal static class SeriesPicker
{
    /// <summary>A message names no more series than a person reads.</summary>
    private const int MostNamed = 10;

    /// <summary>The only series, or the one with the identifier: a Series Instance UID, or a <see cref="CtSeriesEntry.Selector"/>.</summary>
    /// <exception cref="DicomException">There is none, or there are several.</exception>
    public static CtSeriesEntry Pick(CtInventory inventory, string path, string? selector)
    {
        string place = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (inventory.Series.Count == 0)
        {
            throw None(inventory, place);
        }

        CtSeriesEntry[] matches = selector == null
            ? [.. inventory.Series]
            : [.. inventory.Series.Where(entry => entry.Selector == selector || entry.Description.SeriesInstanceUid == selector)];
        return matches.Length switch
        {
            1 => matches[0],
            0 => throw new DicomException($"{place}: no series {ShortSelector(selector!)}. Found: {List(inventory.Series)}."),
            _ => throw new DicomException(
                $"{place}: {matches.Length} CT volumes, one expected: {List(matches)}. "
                + $"Give {(matches.Any(entry => entry.Number == null) ? "the Series Instance UID" : "the Series Instance UID and the number, UID:n")}, or a narrower folder."),
        };
    }

    /// <summary>A failure of a file outranks the plain statement that there is nothing: it says what to mend.</summary>
    private static DicomException None(CtInventory inventory, string place)
    {
        IEnumerable<DicomException> failures = inventory.Skipped.Select(file => file.Error).OfType<DicomException>();
        DicomException? failure = failures.FirstOrDefault(error => inventory.Skipped.Count == 1 || error is not DicomFormatException { IsNotDicom: true });
        if (failure != null)
        {
            return failure;
        }

        string reasons = inventory.Skipped.Count == 0
            ? "the folder is empty"
            : string.Join(", ", inventory.Skipped.GroupBy(file => file.Reason, StringComparer.Ordinal).Select(same => $"{same.Count()} x {same.Key}"));
        return new DicomException($"{place}: no CT image found ({reasons}). A folder of DICOM CT slices, or one such file, is expected.");
    }

    private static string ShortSelector(string selector)
    {
        int colon = selector.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? DicomThrow.ShortUid(selector) : $"{DicomThrow.ShortUid(selector[..colon])}:{DicomThrow.Printable(selector[(colon + 1)..])}";
    }

    private static string List(IReadOnlyList<CtSeriesEntry> series)
    {
        IEnumerable<string> named = series.Take(MostNamed).Select(
            entry => $"{ShortSelector(entry.Selector)} ({entry.SliceCount} slices of {entry.Rows} x {entry.Columns})");
        string rest = series.Count > MostNamed ? $" and {series.Count - MostNamed} more" : "";
        return string.Join(", ", named) + rest;
    }
}
