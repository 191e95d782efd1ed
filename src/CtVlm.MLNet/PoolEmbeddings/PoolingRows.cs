using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads the rows that a pooling is trained on, in one pass; rows that cannot be used are left out and counted.</summary>
internal sealed class PoolingRows
{
    private readonly IHost _host;
    private readonly PoolingColumns _columns;
    private readonly TrainedPooling _pooling;
    private readonly List<float[]> _bags = [];
    private readonly List<float[]> _positions = [];
    private readonly List<string> _patients = [];
    private readonly List<LabelValue?> _labels = [];
    private readonly Dictionary<string, int> _leftOut = [];

    private PoolingRows(IHost host, PoolingColumns columns, TrainedPooling pooling)
    {
        _host = host;
        _columns = columns;
        _pooling = pooling;
    }

    /// <summary>The bags of a view, with their classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A label is no class, or a bag has another number of positions than slices.</exception>
    public static PoolingData Read(IHost host, IDataView view, PoolingColumns columns, TrainedPooling pooling) => new PoolingRows(host, columns, pooling).Read(view);

    private PoolingData Read(IDataView view)
    {
        DataViewSchema.Column bag = _columns.FindBag(_host, view.Schema, width: null);
        DataViewSchema.Column label = _columns.FindLabel(_host, view.Schema);
        DataViewSchema.Column? patient = _columns.FindPatient(_host, view.Schema), positions = _columns.FindPositions(_host, view.Schema);
        int width = ((VectorDataViewType)bag.Type).Dimensions[1];
        using DataViewRowCursor cursor = view.GetRowCursor(new[] { bag, label, patient, positions }.OfType<DataViewSchema.Column>());
        ReadRows(cursor, bag, LabelReader.Create(cursor, label, "PoolEmbeddings"), patient is null ? null : PatientReader.Create(cursor, patient.Value), positions, width);
        Warn();
        LabelClasses classes = LabelClasses.Of(_labels);
        RequireOrder(classes, label);
        return new PoolingData(width, _bags, classes.Numbers) { PositionsMm = _positions, Patients = _patients };
    }

    private void ReadRows(DataViewRowCursor cursor, DataViewSchema.Column bag, Func<LabelValue?> labels, Func<string?>? patients, DataViewSchema.Column? positions, int width)
    {
        Func<float[]> bags = ReadVectors(cursor, bag);
        Func<float[]>? places = positions is null ? null : ReadVectors(cursor, positions.Value);
        while (cursor.MoveNext())
        {
            _host.CheckAlive();
            float[] values = bags();
            float[] mm = places?.Invoke() ?? [];
            string? patient = patients?.Invoke();
            if (places is not null && values.Length > 0)
            {
                PooledRow.CheckPositions(mm.Length, values.Length / width, positions!.Value.Name);
            }

            // The label is read last: of a row that is left out anyway, it need not be a class.
            LabelValue? label = null;
            string? reason = FindReason(values, mm, patients is not null && patient is null) ?? ((label = labels()) is null ? "without a label" : null);
            if (reason is not null)
            {
                _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
                continue;
            }

            _bags.Add(values);
            _labels.Add(label);
            if (places is not null)
            {
                _positions.Add(mm);
            }

            if (patient is not null)
            {
                _patients.Add(patient);
            }
        }
    }

    private static string? FindReason(ReadOnlySpan<float> bag, ReadOnlySpan<float> positions, bool isWithoutPatient) =>
        bag.IsEmpty ? "with an empty bag"
        : bag.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? "with NaN or infinity in the bag"
        : positions.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? "with NaN or infinity in the positions"
        : isWithoutPatient ? "without a patient"
        : null;

    private static Func<float[]> ReadVectors(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            return VectorReading.Dense(vector, ref dense).ToArray();
        };
    }

    private void RequireOrder(LabelClasses classes, DataViewSchema.Column label)
    {
        if (_pooling.Training.Target != PoolingTarget.Nominal && !classes.HasOrder)
        {
            throw new InvalidOperationException(
                $"PoolEmbeddings: target {_pooling.Training.Target} needs grades in their order, which the text of column '{label.Name}' does not say. Make numbers of it, or keys in the right order with MapValueToKey.");
        }
    }

    private void Warn()
    {
        if (_leftOut.Count == 0)
        {
            return;
        }

        using IChannel channel = _host.Start("Fit");
        channel.Warning($"PoolEmbeddings: training rows were left out: {string.Join(", ", _leftOut.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} {r.Key}"))}.");
    }
}
