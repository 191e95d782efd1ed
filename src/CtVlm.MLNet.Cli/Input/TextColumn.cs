namespace CtVlm.MLNet.Cli;

/// <summary>A column of texts of a cohort.</summary>
/// <param name="Studies">The studies, each with its text as the report.</param>
/// <param name="ExtraColumns">The extra columns that are left: texts that are embedded are not written.</param>
internal sealed record TextColumn(IReadOnlyList<Study> Studies, IReadOnlyList<string> ExtraColumns)
{
    /// <summary>Finds a column.</summary>
    /// <exception cref="ToolException">There is no such column.</exception>
    public static TextColumn Find(StudyTable cohort, string column, string path)
    {
        if (column == StudiesCsv.Report && cohort.HasReport)
        {
            return new TextColumn(cohort.Studies, cohort.ExtraColumns);
        }

        int index = cohort.ExtraColumns.ToList().IndexOf(column);
        if (index < 0)
        {
            string[] known = [.. cohort.HasReport ? [StudiesCsv.Report] : Array.Empty<string>(), .. cohort.ExtraColumns];
            throw new ToolException($"'{path}' has no column of texts '{column}'. {(known.Length == 0 ? "It has none at all." : $"It has {string.Join(", ", known)}.")}");
        }

        return new TextColumn(
            [.. cohort.Studies.Select(study => study with { Report = study.Extras[index], Extras = [.. study.Extras.Where((_, i) => i != index)] })],
            [.. cohort.ExtraColumns.Where((_, i) => i != index)]);
    }
}
