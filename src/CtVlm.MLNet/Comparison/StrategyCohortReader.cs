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
        DataViewSchema.Column label = ColumnCheck.Find(environment, data.Schema, Verb, settings.LabelColumnName, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);
        DataViewSchema.Column? patient = settings.PatientColumnName is null ? null : ColumnCheck.Find(
            environment, data.Schema, Verb, settings.PatientColumnName, PatientReader.Expected, PatientReader.Advice, PatientReader.Accepts);
        DataViewSchema.Column? report = settings.ReportColumnName is null ? null : ColumnCheck.Find(
            environment, data.Schema, Verb, settings.ReportColumnName, "text", "It is ReportColumnName.", type => type is TextDataViewType);
        return Read(data, label, patient, report);
    }

    private static StrategyCohort Read(IDataView data, DataViewSchema.Column label, DataViewSchema.Column? patient, DataViewSchema.Column? report)
    {
        List<(long Row, LabelValue? Class, string Patient, string Report)> rows = [];
        int missing = 0;
        using DataViewRowCursor cursor = data.GetRowCursor(new[] { label, patient, report }.OfType<DataViewSchema.Column>());
        Func<LabelValue?> readLabel = LabelReader.Create(cursor, label, Verb);
        Func<string?> readPatient = patient is { } column ? PatientReader.Create(cursor, column) : () => cursor.Position.ToString(CultureInfo.InvariantCulture);
        Func<string> readReport = report is { } text ? ReportOf(cursor, text) : () => "";
        while (cursor.MoveNext())
        {
            if (readLabel() is not { } value)
            {
                missing++;
                continue;
            }

            string owner = readPatient() ?? throw new InvalidOperationException(
                $"{Verb}: row {cursor.Position} has a label but no patient in column '{patient?.Name}'. Fill it in, or leave the row out.");
            rows.Add((cursor.Position, value, owner, readReport()));
        }

        LabelClasses classes = LabelClasses.Of([.. rows.Select(r => r.Class)]);
        if (classes.Names.Length < 2)
        {
            throw new InvalidOperationException($"{Verb}: column '{label.Name}' holds {classes.Names.Length} classes in {rows.Count} labelled rows; 2 or more expected.");
        }

        return new StrategyCohort(
            classes.Names,
            [.. rows.Select(r => r.Row)],
            classes.Numbers,
            StrategyCohort.Renumber(rows.Select(r => r.Patient)),
            report is null ? null : [.. rows.Select(r => r.Report)],
            missing);
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
