using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads the rows of a two-class evaluation into memory, in one pass over only the columns bound.</summary>
internal static class BinaryRowsReader
{
    private const string NoColumn = "no probability column: the trainer is not calibrated, or its column was not named";

    /// <summary>Reads all rows; subgroups refer to their numbers.</summary>
    public static (ReadRows Read, BinaryPart All) Read(EvaluationCaller caller, IDataView data, BinaryColumns columns, EvaluationSettings settings)
    {
        IEnumerable<DataViewSchema.Column> needed = columns.Rows.Needed.Append(columns.Score);
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Probability is { } named ? needed.Append(named) : needed);
        LabelledRowReader rows = new(caller, cursor, columns.Rows, settings);
        ValueGetter<double> margin = RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, cursor, columns.Score.Index);
        ValueGetter<double>? probability = columns.Probability is { } column
            ? RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, cursor, column.Index)
            : null;
        List<double> margins = [];
        List<double> scores = [];
        while (rows.MoveNext())
        {
            if (scores.Count + 2 > settings.MaxScores)
            {
                EvaluationThrow.TooManyScores(caller, cursor.Position, 2, settings.MaxScores);
            }

            margins.Add(ReadNumber(caller, cursor, margin, columns.Score.Name));
            double p = probability is null ? double.NaN : ReadNumber(caller, cursor, probability, columns.Probability!.Value.Name);
            scores.AddRange([1 - p, p]);
        }

        ReadRows read = rows.Finish([.. scores], null);
        return (read, new BinaryPart(read.All, [.. margins], probability is null ? NoColumn : null));
    }

    private static double ReadNumber(EvaluationCaller caller, DataViewRowCursor cursor, ValueGetter<double> getter, string name)
    {
        double value = 0;
        getter(ref value);
        if (double.IsNaN(value))
        {
            EvaluationThrow.NanScore(caller, cursor.Position, name, -1);
        }

        return value;
    }
}
