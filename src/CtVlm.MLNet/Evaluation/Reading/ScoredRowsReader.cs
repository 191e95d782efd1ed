using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads the rows of a multiclass evaluation into memory, in one pass over only the columns bound.</summary>
internal static class ScoredRowsReader
{
    /// <summary>Reads all rows.</summary>
    public static ReadRows Read(EvaluationCaller caller, IDataView data, EvaluationColumns columns, EvaluationSettings settings)
    {
        int classes = columns.Rows.Axis.Names.Count;
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Rows.Needed.Append(columns.Score));
        LabelledRowReader rows = new(caller, cursor, columns.Rows, settings);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(columns.Score);
        VBuffer<float> buffer = default;
        List<double> scores = [];
        List<long> positions = [];
        float[] slots = new float[columns.SlotClasses.Length];
        double[] row = new double[classes];
        while (rows.MoveNext())
        {
            if (scores.Count + classes > settings.MaxScores)
            {
                EvaluationThrow.TooManyScores(caller, cursor.Position, classes, settings.MaxScores);
            }

            getter(ref buffer);
            CheckScores(caller, cursor.Position, buffer, columns.Score.Name);
            buffer.CopyTo(slots);
            for (int slot = 0; slot < slots.Length; slot++)
            {
                row[columns.SlotClasses[slot]] = slots[slot];
            }

            scores.AddRange(row);
            positions.Add(cursor.Position);
        }

        double[] all = [.. scores];
        if (settings.RefusesMixedScores && ProbabilityScores.FindOddRow(all, classes) is >= 0 and var odd)
        {
            EvaluationThrow.NoProbabilities(caller, positions[odd], columns.Score.Name, columns.Rows.Axis, all.AsSpan(odd * classes, classes));
        }

        return rows.Finish(all, Scored(columns, classes));
    }

    private static bool[]? Scored(EvaluationColumns columns, int classes)
        => columns.SlotClasses.Length == classes ? null : [.. Enumerable.Range(0, classes).Select(columns.SlotClasses.Contains)];

    private static void CheckScores(EvaluationCaller caller, long row, in VBuffer<float> scores, string name)
    {
        // Slots that a sparse vector leaves out are 0, so the values present are all that can be NaN.
        ReadOnlySpan<float> values = scores.GetValues();
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                EvaluationThrow.NanScore(caller, row, name, scores.IsDense ? i : scores.GetIndices()[i]);
            }
        }
    }
}
