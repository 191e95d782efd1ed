using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads classes, patients and reports; no volume is touched.</summary>
internal static class StrategyCohortReader
{
    private const string Verb = "StrategyExperiment";

    /// <summary>Reads the rows once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or unfit.</exception>
    /// <exception cref="InvalidOperationException">A labelled row has no patient, or fewer than two classes occur.</exception>
    public static StrategyCohort Read(IHostEnvironment environment, IDataView data, StrategyExperimentSettings settings)
    {
        ColumnCheck.Find(environment, data.Schema, Verb, settings.VolumeColumnName, nameof(Dicom.CtVolume), "Load it with LoadCtSeries first.", type => type is CtVolumeDataViewType);
        DataViewSchema.Column label = ColumnCheck.Find(environment, data.Schema, Verb, settings.LabelColumnName, PoolingColumns.LabelExpected, "It is LabelColumnName.", LabelReader.Accepts);
        DataViewSchema.Column? patient = settings.PatientColumnName is null ? null : ColumnCheck.Find(
            environment, data.Schema, Verb, settings.PatientColumnName, PoolingColumns.PatientExpected, "It is PatientColumnName.", GroupCounter.Accepts);
        DataViewSchema.Column? report = settings.ReportColumnName is null ? null : ColumnCheck.Find(
            environment, data.Schema, Verb, settings.ReportColumnName, "text", "It is ReportColumnName.", type => type is TextDataViewType);
        return Read(data, label, patient, report);
    }

    private static StrategyCohort Read(IDataView data, DataViewSchema.Column label, DataViewSchema.Column? patient, DataViewSchema.Column? report)
    {
        List<(long Row, Category Class, string Patient, string Report)> rows = [];
        int missing = 0;
        using DataViewRowCursor cursor = data.GetRowCursor(new[] { label, patient, report }.OfType<DataViewSchema.Column>());
        Func<Category?> readLabel = LabelOf(cursor, label);
        Func<string?> readPatient = patient is { } column ? PatientReader.Create(cursor, column) : () => cursor.Position.ToString(CultureInfo.InvariantCulture);
        Func<string> readReport = report is { } text ? ReportOf(cursor, text) : () => "";
        while (cursor.MoveNext())
        {
            if (readLabel() is not { } category)
            {
                missing++;
                continue;
            }

            string owner = readPatient() ?? throw new InvalidOperationException(
                $"{Verb}: row {cursor.Position} has a label but no patient in column '{patient?.Name}'. Fill it in, or leave the row out.");
            rows.Add((cursor.Position, category, owner, readReport()));
        }

        Category[] classes = Category.Sort(rows.Select(r => r.Class));
        if (classes.Length < 2)
        {
            throw new InvalidOperationException($"{Verb}: column '{label.Name}' holds {classes.Length} classes in {rows.Count} labelled rows; 2 or more expected.");
        }

        Dictionary<Category, int> numbers = classes.Index().ToDictionary(c => c.Item, c => c.Index);
        return new StrategyCohort(
            [.. classes.Select(c => c.Name)],
            [.. rows.Select(r => r.Row)],
            [.. rows.Select(r => numbers[r.Class])],
            StrategyCohort.Renumber(rows.Select(r => r.Patient)),
            report is null ? null : [.. rows.Select(r => r.Report)],
            missing);
    }

    private static Func<Category?> LabelOf(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
        {
            return CategoryReader.Create(row, column);
        }

        ValueGetter<double> getter = RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, column.Index);
        double value = 0;
        return () =>
        {
            getter(ref value);
            return double.IsNaN(value) ? null
                : double.IsInteger(value) && Math.Abs(value) < int.MaxValue ? new Category((long)value, ((long)value).ToString(CultureInfo.InvariantCulture))
                : throw new InvalidOperationException(
                    $"{Verb}: label column '{column.Name}' holds {value.ToString("R", CultureInfo.InvariantCulture)} in row {row.Position}; whole numbers expected, one a class.");
        };
    }

    private static Func<string> ReportOf(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString().Trim();
        };
    }
}
