using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads probabilities and labels, and gives the curve.</summary>
/// <param name="environment">Cancels, and marks failures.</param>
/// <param name="columns">Scores and label.</param>
/// <param name="patient">The patient; null without.</param>
/// <param name="missingLabels">What happens to rows without a label.</param>
internal sealed class AbstentionEvaluator(IHostEnvironment environment, CalibrationColumns columns, DataViewSchema.Column? patient, MissingLabelPolicy missingLabels)
{
    public const string Verb = "EvaluateAbstention";

    private readonly List<ConfidentRow> _rows = [];
    private int _labelled;
    private long _firstWithoutLabel;
    private long _withoutLabel;

    /// <summary>Reads the data once.</summary>
    /// <exception cref="InvalidOperationException">No labelled row; rows without a label that may not be left out; a label that is no class; a score that is no probability; a row without a patient.</exception>
    public AbstentionCurve Evaluate(IDataView data)
    {
        DataViewSchema.Column[] needed = patient is { } column ? [columns.Score, columns.Label, column] : [columns.Score, columns.Label];
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        ValueGetter<VBuffer<float>> scores = cursor.GetGetter<VBuffer<float>>(columns.Score);
        Func<int> label = CalibrationLabel.CreateReader(cursor, columns);
        GroupReader? groups = patient is { } group ? GroupReader.Create(cursor, group) : null;
        VBuffer<float> vector = default, dense = default;
        while (cursor.MoveNext())
        {
            environment.CheckAlive();
            int actual = label();
            if (actual == CalibrationLabel.Missing)
            {
                CountMissing(cursor.Position);
                continue;
            }

            scores(ref vector);
            Add(cursor.Position, actual, VectorReading.Dense(vector, ref dense));
            if (groups?.Read() == GroupReader.Missing)
            {
                throw Refuse(cursor.Position, $"group column '{patient!.Value.Name}' is empty, a patient expected for every labelled row. Fill it, or leave the row out.");
            }
        }

        CheckLabels();
        return Gather(groups?.Count);
    }

    private void CountMissing(long row)
    {
        if (_withoutLabel++ == 0)
        {
            _firstWithoutLabel = row;
        }
    }

    private void CheckLabels()
    {
        EvaluationCaller caller = new(environment, Verb);
        if (_labelled == 0)
        {
            EvaluationThrow.NoRows(caller, columns.Label.Name, _withoutLabel);
        }

        if (_withoutLabel > 0 && missingLabels == MissingLabelPolicy.Throw)
        {
            EvaluationThrow.MissingLabels(caller, columns.Label.Name, _withoutLabel, _labelled + _withoutLabel, _firstWithoutLabel);
        }
    }

    private void Add(long row, int actual, ReadOnlySpan<float> scores)
    {
        if (actual == CalibrationLabel.Unknown)
        {
            throw Refuse(row, $"label column '{columns.Label.Name}' holds a class that the scores do not have. Take label and score from one model.");
        }

        _labelled++;
        if (CalibrationSetup.FindNotFinite(scores) >= 0)
        {
            return;
        }

        int slot = CalibrationSetup.FindNoProbability(scores);
        if (slot >= 0)
        {
            throw Refuse(row, string.Create(
                CultureInfo.InvariantCulture, $"column '{columns.Score.Name}', slot {slot} is {scores[slot]:R}, a probability from 0 to 1 expected. Turn scores into probabilities with CalibrateScores first."));
        }

        int top = 0;
        for (int k = 1; k < scores.Length; k++)
        {
            top = scores[k] > scores[top] ? k : top;
        }

        _rows.Add(new ConfidentRow(scores[top], top == actual));
    }

    private AbstentionCurve Gather(int? patients)
    {
        List<AbstentionPoint> points = AbstentionArithmetic.Points(_rows, _labelled);
        return new AbstentionCurve
        {
            Rows = _labelled,
            MissingLabelRows = _withoutLabel,
            MissingScoreRows = _labelled - _rows.Count,
            Patients = patients,
            Points = points,
            RiskCoverageArea = AbstentionArithmetic.Area(points),
            SmallestRiskCoverageArea = AbstentionArithmetic.SmallestArea(_rows.Count, _rows.Count(row => !row.IsCorrect)),
        };
    }

    private Exception Refuse(long row, string message) =>
        environment.Process(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Verb}: row {row}: {message}")));
}
