using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads scored rows into memory, with the refusals of <see cref="ClinicalEvaluator"/>.</summary>
internal static class ScoredRowsReader
{
    /// <summary>Reads the data once, only the columns bound.</summary>
    /// <returns>At least one row; scores in class order, 0 for a class that only the label knows.</returns>
    public static ScoredRowsReading Read(IHostEnvironment environment, IDataView data, EvaluationColumns columns)
    {
        DataViewSchema.Column[] needed = columns.Group is { } patient
            ? [columns.Label, columns.Score, columns.Predicted, patient]
            : [columns.Label, columns.Score, columns.Predicted];
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        ClassReader label = ClassReader.Create(cursor, columns.Label, columns.Axis, columns.LabelKeys);
        ClassReader predicted = ClassReader.Create(cursor, columns.Predicted, columns.Axis, columns.PredictedKeys);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(columns.Score);
        PatientIndexer? patients = columns.Group is { } group ? PatientIndexer.Create(cursor, group) : null;
        List<int> actuals = [];
        List<int> predictions = [];
        List<int> patientOfRow = [];
        List<double> scores = [];
        VBuffer<float> buffer = default;
        long missing = 0;
        while (cursor.MoveNext())
        {
            int actual = ClinicalEvaluator.ReadLabel(environment, cursor.Position, label, columns);
            if (actual == ClassReader.Missing)
            {
                missing++;
                continue;
            }

            getter(ref buffer);
            ClinicalEvaluator.CheckScores(environment, cursor.Position, buffer, columns.Score.Name);
            actuals.Add(actual);
            predictions.Add(ClinicalEvaluator.ReadPrediction(environment, cursor.Position, predicted, columns));
            AddScores(scores, buffer, columns);
            if (patients is not null)
            {
                patientOfRow.Add(ReadPatient(environment, cursor.Position, patients, columns));
            }
        }

        if (actuals.Count == 0)
        {
            EvaluationThrow.NoRows(environment, columns.Label.Name, missing);
        }

        ScoredRows rows = new(columns.Axis.Names.Count, [.. actuals], [.. predictions], [.. scores], patients is null ? null : [.. patientOfRow]);
        return new ScoredRowsReading(rows, missing, patients?.Identifiers);
    }

    private static int ReadPatient(IHostEnvironment environment, long row, PatientIndexer patients, EvaluationColumns columns)
    {
        int index = patients.Next();
        if (index < 0)
        {
            EvaluationThrow.NoGroup(environment, row, columns.Group!.Value.Name);
        }

        return index;
    }

    private static void AddScores(List<double> scores, in VBuffer<float> buffer, EvaluationColumns columns)
    {
        int start = scores.Count;
        scores.AddRange(Enumerable.Repeat(0.0, columns.Axis.Names.Count));
        foreach (KeyValuePair<int, float> item in buffer.Items())
        {
            scores[start + columns.ScoreClasses[item.Key]] = item.Value;
        }
    }
}
