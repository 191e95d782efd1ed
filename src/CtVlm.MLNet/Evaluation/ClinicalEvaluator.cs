using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The one pass over the data: from rows to counts.</summary>
internal static class ClinicalEvaluator
{
    /// <summary>Reads the data once, only the columns bound, and computes the metrics.</summary>
    public static ClinicalClassificationMetrics Evaluate(IHostEnvironment environment, IDataView data, EvaluationColumns columns)
    {
        DataViewSchema.Column[] needed = columns.Group is { } patient
            ? [columns.Label, columns.Score, columns.Predicted, patient]
            : [columns.Label, columns.Score, columns.Predicted];
        ConfusionCounts counts = new(columns.Axis.Names.Count);
        long missing = 0;
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        ClassReader label = ClassReader.Create(cursor, columns.Label, columns.Axis, columns.LabelKeys);
        ClassReader predicted = ClassReader.Create(cursor, columns.Predicted, columns.Axis, columns.PredictedKeys);
        ValueGetter<VBuffer<float>> scores = cursor.GetGetter<VBuffer<float>>(columns.Score);
        GroupCounter? groups = columns.Group is { } group ? GroupCounter.Create(cursor, group) : null;
        VBuffer<float> buffer = default;
        while (cursor.MoveNext())
        {
            int actual = ReadLabel(environment, cursor.Position, label, columns);
            if (actual == ClassReader.Missing)
            {
                missing++;
                continue;
            }

            scores(ref buffer);
            CheckScores(environment, cursor.Position, buffer, columns.Score.Name);
            counts.Add(actual, ReadPrediction(environment, cursor.Position, predicted, columns));
            if (groups?.TryAdd() == false)
            {
                EvaluationThrow.NoGroup(environment, cursor.Position, columns.Group!.Value.Name);
            }
        }

        if (counts.Total == 0)
        {
            EvaluationThrow.NoRows(environment, columns.Label.Name, missing);
        }

        return new ClinicalClassificationMetrics(counts, columns.Axis, missing, groups?.Count);
    }

    /// <summary>The actual class of the current row, or <see cref="ClassReader.Missing"/>; refuses what is no class.</summary>
    internal static int ReadLabel(IHostEnvironment environment, long row, ClassReader label, EvaluationColumns columns)
    {
        int actual = label.Read();
        if (actual == ClassReader.Unknown)
        {
            EvaluationThrow.UnknownClass(environment, row, "label", columns.Label.Name, label.Text, columns.Axis);
        }

        return actual;
    }

    /// <summary>The predicted class of the current row; refuses a missing one and what is no class.</summary>
    internal static int ReadPrediction(IHostEnvironment environment, long row, ClassReader predicted, EvaluationColumns columns)
    {
        int index = predicted.Read();
        if (index == ClassReader.Missing)
        {
            EvaluationThrow.NoPrediction(environment, row, columns.Predicted.Name);
        }

        if (index == ClassReader.Unknown)
        {
            EvaluationThrow.UnknownClass(environment, row, "predicted label", columns.Predicted.Name, predicted.Text, columns.Axis);
        }

        return index;
    }

    /// <summary>Refuses NaN among the scores of the current row.</summary>
    internal static void CheckScores(IHostEnvironment environment, long row, in VBuffer<float> scores, string name)
    {
        // Slots that a sparse vector leaves out are 0, so the values present are all that can be NaN.
        ReadOnlySpan<float> values = scores.GetValues();
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                EvaluationThrow.NanScore(environment, row, name, scores.IsDense ? i : scores.GetIndices()[i]);
            }
        }
    }
}
