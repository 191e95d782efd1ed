using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Testing;

/// <summary>Reads columns of any type through their own getters.</summary>
public static class ViewReading
{
    /// <summary>The values of some columns, row by row; vectors as arrays, text as strings, volumes as their fingerprint.</summary>
    public static List<object?[]> ReadRows(IDataView view, params IEnumerable<string> columns)
    {
        DataViewSchema.Column[] chosen = [.. columns.Select(name => view.Schema[name])];
        using DataViewRowCursor cursor = view.GetRowCursor(chosen);
        Func<object?>[] readers = [.. chosen.Select(c => CreateReader(cursor, c))];
        List<object?[]> rows = [];
        while (cursor.MoveNext())
        {
            rows.Add([.. readers.Select(read => read())]);
        }

        return rows;
    }

    public static List<T> ReadColumn<T>(IDataView view, string column) => [.. ReadRows(view, column).Select(row => (T)row[0]!)];

    /// <summary>A function that reads the column's value in the cursor's row.</summary>
    public static Func<object?> CreateReader(DataViewRow row, DataViewSchema.Column column)
    {
        DataViewType type = column.Type;
        if (type is VectorDataViewType vector)
        {
            return vector.ItemType.RawType == typeof(float) ? Vector<float>(row, column)
                : vector.ItemType.RawType == typeof(uint) ? Vector<uint>(row, column)
                : vector.ItemType.RawType == typeof(double) ? Vector<double>(row, column)
                : vector.ItemType.RawType == typeof(ReadOnlyMemory<char>) ? Vector<ReadOnlyMemory<char>>(row, column)
                : throw new NotSupportedException($"No reader for {type}.");
        }

        return type.RawType == typeof(float) ? Scalar<float>(row, column, v => v)
            : type.RawType == typeof(double) ? Scalar<double>(row, column, v => v)
            : type.RawType == typeof(bool) ? Scalar<bool>(row, column, v => v)
            : type.RawType == typeof(int) ? Scalar<int>(row, column, v => v)
            : type.RawType == typeof(uint) ? Scalar<uint>(row, column, v => v)
            : type.RawType == typeof(ReadOnlyMemory<char>) ? Scalar<ReadOnlyMemory<char>>(row, column, v => v.ToString())
            : type.RawType == typeof(CtVolume) ? Scalar<CtVolume?>(row, column, v => v?.GetContentFingerprint())
            : throw new NotSupportedException($"No reader for {type}.");
    }

    private static Func<object?> Scalar<T>(DataViewRow row, DataViewSchema.Column column, Func<T, object?> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return convert(value);
        };
    }

    private static Func<object?> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        return () =>
        {
            VBuffer<T> value = default;
            getter(ref value);
            return value.DenseValues().ToArray();
        };
    }
}
