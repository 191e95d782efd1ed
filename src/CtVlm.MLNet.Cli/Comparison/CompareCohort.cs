using Microsoft.ML;

namespace CtVlm.MLNet.Cli;

/// <summary>The studies as the experiment reads them.</summary>
/// <param name="Rows">A row a study.</param>
/// <param name="LabelColumnName">The column of classes among those of <see cref="CompareRow"/>.</param>
/// <param name="HasReports">Whether any study has a report.</param>
internal sealed record CompareCohort(IReadOnlyList<CompareRow> Rows, string LabelColumnName, bool HasReports)
{
    /// <summary>Takes the classes from a column of the table.</summary>
    /// <exception cref="ToolException">There is no such column.</exception>
    public static CompareCohort Create(StudyTable table, string label, string path)
    {
        int extra = table.ExtraColumns.Index().Where(c => c.Item == label).Select(c => c.Index).FirstOrDefault(-1);
        if (label != StudiesCsv.Severity && extra < 0)
        {
            throw new ToolException($"'{path}' has no column '{label}' to take classes from. There are: {string.Join(", ", table.ExtraColumns.Prepend(StudiesCsv.Severity))}.");
        }

        CompareRow[] rows =
        [
            .. table.Studies.Select(study => new CompareRow
            {
                SeriesPath = study.Locator,
                PatientId = study.PatientId,
                Severity = study.Severity ?? float.NaN,
                Report = study.Report,
                Label = extra < 0 ? "" : study.Extras[extra],
            }),
        ];
        return new CompareCohort(rows, extra < 0 ? nameof(CompareRow.Severity) : nameof(CompareRow.Label), table.HasReport && rows.Any(row => !string.IsNullOrWhiteSpace(row.Report)));
    }

    /// <summary>The rows as a view.</summary>
    public IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Rows);
}
