using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Walks the labelled rows of a cursor and keeps what every evaluation needs of them.</summary>
internal sealed class LabelledRowReader
{
    private readonly EvaluationCaller _caller;
    private readonly RowColumns _columns;
    private readonly EvaluationSettings _settings;
    private readonly DataViewRowCursor _cursor;
    private readonly ClassReader _label;
    private readonly ClassReader _predicted;
    private readonly GroupReader? _group;
    private readonly SubgroupReader? _subgroup;
    private readonly List<int> _actual = [];
    private readonly List<int> _predictions = [];
    private readonly List<int> _patients = [];
    private long _firstMissing;
    private long _missing;

    /// <summary>Binds the getters.</summary>
    public LabelledRowReader(EvaluationCaller caller, DataViewRowCursor cursor, RowColumns columns, EvaluationSettings settings)
    {
        (_caller, _cursor, _columns, _settings) = (caller, cursor, columns, settings);
        _label = ClassReader.Create(cursor, columns.Label, columns.Axis, columns.LabelKeys);
        _predicted = ClassReader.Create(cursor, columns.Predicted, columns.Axis, columns.PredictedKeys);
        _group = columns.Group is { } group ? GroupReader.Create(cursor, group) : null;
        _subgroup = columns.Subgroup is { } subgroup ? new SubgroupReader(cursor, subgroup, caller.Verb) : null;
    }

    /// <summary>Goes to the next row with a label and keeps its classes, patient and subgroup; false at the end.</summary>
    public bool MoveNext()
    {
        while (_cursor.MoveNext())
        {
            int actual = _label.Read();
            if (actual == ClassReader.Unknown)
            {
                EvaluationThrow.UnknownClass(_caller, _cursor.Position, "label", _columns.Label.Name, _label.Text, _columns.Axis);
            }

            SubgroupRows? subgroup = ReadSubgroup();
            if (actual != ClassReader.Missing)
            {
                subgroup?.Rows.Add(_actual.Count);
                _actual.Add(actual);
                _predictions.Add(ReadPrediction());
                AddPatient();
                return true;
            }

            CountMissing();
            if (subgroup is not null)
            {
                subgroup.MissingLabelRows++;
            }
        }

        return false;
    }

    /// <summary>Everything read.</summary>
    /// <param name="scores">Scores [n, K] in class order.</param>
    /// <param name="scored">Which classes have a score; null where all have.</param>
    public ReadRows Finish(double[] scores, bool[]? scored)
    {
        if (_actual.Count == 0)
        {
            EvaluationThrow.NoRows(_caller, _columns.Label.Name, _missing);
        }

        if (_missing > 0 && _settings.MissingLabels == MissingLabelPolicy.Throw)
        {
            EvaluationThrow.MissingLabels(_caller, _columns.Label.Name, _missing, _actual.Count + _missing, _firstMissing);
        }

        ScoredRows rows = new(_columns.Axis.Names.Count, [.. _actual], [.. _predictions], scores, _group is null ? null : [.. _patients]) { Scored = scored };
        return new ReadRows(new EvaluatedPart(rows, _columns.Axis, _missing), _subgroup?.Ordered ?? [], _group?.Identifiers);
    }

    private void CountMissing()
    {
        if (_missing++ == 0)
        {
            _firstMissing = _cursor.Position;
        }
    }

    private int ReadPrediction()
    {
        int index = _predicted.Read();
        if (index == ClassReader.Missing)
        {
            EvaluationThrow.NoPrediction(_caller, _cursor.Position, _columns.Predicted.Name);
        }

        if (index == ClassReader.Unknown)
        {
            EvaluationThrow.UnknownClass(_caller, _cursor.Position, "predicted label", _columns.Predicted.Name, _predicted.Text, _columns.Axis);
        }

        return index;
    }

    private SubgroupRows? ReadSubgroup()
    {
        SubgroupRows? subgroup = _subgroup?.Read();
        if (_subgroup?.Count > _settings.MaxSubgroups)
        {
            EvaluationThrow.TooManySubgroups(_caller, _cursor.Position, _columns.Subgroup!.Value.Name, _settings.MaxSubgroups);
        }

        return subgroup;
    }

    private void AddPatient()
    {
        if (_group is null)
        {
            return;
        }

        int patient = _group.Read();
        if (patient == GroupReader.Missing)
        {
            EvaluationThrow.NoGroup(_caller, _cursor.Position, _columns.Group!.Value.Name);
        }

        _patients.Add(patient);
    }
}
