using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads what a projection is fitted on, row by row; a row in which anything is missing is left out as a whole, and counted.</summary>
/// <param name="host">Cancels, and is told what was left out.</param>
/// <param name="columns">The columns.</param>
internal sealed class ProjectionDataReader(IHost host, ProjectionColumns columns)
{
    private readonly List<float> _rows = [];
    private readonly List<float> _counterparts = [];
    private readonly List<LabelValue?> _labels = [];
    private int _leftOut;
    private int _withoutValues;
    private int _withoutLabel;
    private int _withoutCounterpart;

    /// <summary>Reads the rows.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>Rows, classes and counterparts in step.</returns>
    public ProjectionData Read(IDataView input)
    {
        using DataViewRowCursor cursor = input.GetRowCursor(columns.All);
        ValueGetter<VBuffer<float>> vectors = cursor.GetGetter<VBuffer<float>>(columns.Vector);
        Func<LabelValue?>? labels = columns.Label is { } label ? LabelReader.Create(cursor, label, ProjectEmbeddingsEstimator.Verb) : null;
        ValueGetter<VBuffer<float>>? counterparts = columns.Counterpart is { } other ? cursor.GetGetter<VBuffer<float>>(other) : null;
        VBuffer<float> vector = default, dense = default, counterpart = default, denseCounterpart = default;
        while (cursor.MoveNext())
        {
            host.CheckAlive();
            vectors(ref vector);
            counterparts?.Invoke(ref counterpart);
            Add(VectorReading.Dense(vector, ref dense), labels, VectorReading.Dense(counterpart, ref denseCounterpart));
        }

        Warn();
        return new ProjectionData(columns.Width, _rows.ToArray()) { Classes = LabelClasses.Of(_labels).Numbers, Counterparts = _counterparts.ToArray() };
    }

    private static bool HasMissing(ReadOnlySpan<float> values) => values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);

    // Where no counterpart is asked for, it is empty, and nothing is missing from it.
    private void Add(ReadOnlySpan<float> vector, Func<LabelValue?>? readLabel, ReadOnlySpan<float> counterpart)
    {
        LabelValue? label = readLabel?.Invoke();
        bool lacksValues = HasMissing(vector), lacksLabel = readLabel is not null && label is null, lacksCounterpart = HasMissing(counterpart);
        _withoutValues += lacksValues ? 1 : 0;
        _withoutLabel += lacksLabel ? 1 : 0;
        _withoutCounterpart += lacksCounterpart ? 1 : 0;
        if (lacksValues || lacksLabel || lacksCounterpart)
        {
            _leftOut++;
            return;
        }

        _rows.AddRange(vector);
        _counterparts.AddRange(counterpart);
        if (label is not null)
        {
            _labels.Add(label);
        }
    }

    private void Warn()
    {
        if (_leftOut == 0)
        {
            return;
        }

        List<string> reasons = [$"{_withoutValues} in '{columns.Vector.Name}'"];
        if (columns.Label is { } label)
        {
            reasons.Add($"{_withoutLabel} without a class in '{label.Name}'");
        }

        if (columns.Counterpart is { } counterpart)
        {
            reasons.Add($"{_withoutCounterpart} in '{counterpart.Name}'");
        }

        using IChannel channel = host.Start("Fit");
        channel.Warning($"{ProjectEmbeddingsEstimator.Verb}: {_leftOut} training rows with missing values were left out of the fit: {string.Join(", ", reasons)}.");
    }
}
