using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads the rows that an encoder is adapted to, in one pass; rows that cannot be used are left out and counted.</summary>
internal sealed class AdaptedRows
{
    private readonly IHost _host;
    private readonly AdaptVlmOptions _options;
    private readonly List<TrainingSeries> _series = [];
    private readonly List<LabelValue?> _labels = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    private AdaptedRows(IHost host, AdaptVlmOptions options)
    {
        _host = host;
        _options = options;
    }

    /// <summary>The series, with what is known of each.</summary>
    public IReadOnlyList<TrainingSeries> Series { get; private set; } = [];

    /// <summary>Names of the classes; none where labels are not read.</summary>
    public IReadOnlyList<string> ClassNames { get; private set; } = [];

    /// <summary>Reads a view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A label is no class, grades have no order, or no row can be used.</exception>
    public static AdaptedRows Read(IHost host, IDataView view, AdaptVlmOptions options)
    {
        AdaptedRows rows = new(host, options);
        rows.Read(view);
        rows.Warn();
        rows.Finish();
        return rows;
    }

    private void Read(IDataView view)
    {
        DataViewSchema.Column volume = AdaptedColumns.FindVolume(_host, view.Schema, _options);
        DataViewSchema.Column? text = AdaptedColumns.FindText(_host, view.Schema, _options), label = AdaptedColumns.FindLabel(_host, view.Schema, _options);
        DataViewSchema.Column? patient = AdaptedColumns.FindPatient(_host, view.Schema, _options), key = AdaptedColumns.FindKey(_host, view.Schema, _options);
        using DataViewRowCursor cursor = view.GetRowCursor(new[] { volume, text, label, patient, key }.OfType<DataViewSchema.Column>());
        ValueGetter<CtVolume?> volumes = cursor.GetGetter<CtVolume?>(volume);
        Func<string>? texts = text is null ? null : ReadText(cursor, text.Value);
        Func<LabelValue?>? labels = label is null ? null : LabelReader.Create(cursor, label.Value, AdaptVlmEstimator.Verb);
        Func<LabelValue?>? keys = key is null ? null : LabelReader.Create(cursor, key.Value, AdaptVlmEstimator.Verb);
        Func<string?>? patients = patient is null ? null : PatientReader.Create(cursor, patient.Value);
        while (cursor.MoveNext())
        {
            _host.CheckAlive();
            CtVolume? opened = null;
            volumes(ref opened);
            Add(cursor.Position, opened, texts?.Invoke(), labels?.Invoke(), patients, keys);
        }
    }

    private void Add(long row, CtVolume? volume, string? text, LabelValue? label, Func<string?>? patients, Func<LabelValue?>? keys)
    {
        string? patient = patients is null ? FormattableString.Invariant($"row {row}") : patients();
        string? reason = volume is null ? "without a volume"
            : patient is null ? "without a patient"
            : text is not null && string.IsNullOrWhiteSpace(text) ? "without a text"
            : null;
        if (reason is not null)
        {
            _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
            return;
        }

        // A missing key shares nothing with another missing one.
        string? key = keys is null ? null : keys()?.Name ?? FormattableString.Invariant($"row {row} alone");
        _series.Add(new TrainingSeries(volume!, patient!) { Text = text ?? "", PositiveKey = key });
        _labels.Add(label);
    }

    private void Finish()
    {
        if (_series.Count == 0)
        {
            throw new InvalidOperationException($"{AdaptVlmEstimator.Verb}: no row can be trained on: {Describe()}.");
        }

        LabelClasses classes = LabelClasses.Of(_labels);
        if (_options.Training.Loss is { HeadWeight: > 0, Target: not PoolingTarget.Nominal } && !classes.HasOrder)
        {
            throw new InvalidOperationException(
                $"{AdaptVlmEstimator.Verb}: {_options.Training.Loss.Target} learns grades, but the texts of column '{_options.LabelColumnName}' have no order. Map them to keys in order, or to numbers, first.");
        }

        Series = [.. _series.Select((series, i) => series with { Class = classes.Numbers[i] })];
        ClassNames = classes.Names;
    }

    private void Warn()
    {
        if (_leftOut.Count > 0)
        {
            using IChannel channel = _host.Start("Adapting an encoder");
            channel.Warning($"{AdaptVlmEstimator.Verb}: left out of training: {Describe()}.");
        }
    }

    private string Describe() => _leftOut.Count == 0 ? "there is none" : string.Join(", ", _leftOut.Select(l => FormattableString.Invariant($"{l.Value} rows {l.Key}")));

    private static Func<string> ReadText(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString();
        };
    }
}
