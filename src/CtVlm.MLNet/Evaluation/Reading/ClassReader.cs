using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads the class of the current row from a key, a number, a bool or a text column.</summary>
internal sealed class ClassReader
{
    /// <summary>The value is missing: key 0, NaN or empty text.</summary>
    public const int Missing = -1;

    /// <summary>The value is none of the classes; <see cref="Text"/> holds it.</summary>
    public const int Unknown = -2;

    private readonly Func<int> _read;

    private ClassReader(Func<int> read) => _read = read;

    private ClassReader(Func<ClassReader, int> read) => _read = () => read(this);

    /// <summary>The last value that was none of the classes, for the message.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Makes the reader of a column.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="column">A column of one of the four types; false and true are classes 0 and 1.</param>
    /// <param name="axis">The classes.</param>
    /// <param name="keys">Class of each key position, for a key column.</param>
    public static ClassReader Create(DataViewRow row, DataViewSchema.Column column, ClassAxis axis, int[]? keys)
    {
        if (keys is not null)
        {
            return OfKey(RowCursorUtils.GetLabelGetter(row, column.Index), keys);
        }

        if (column.Type is BooleanDataViewType)
        {
            return OfBool(row.GetGetter<bool>(column));
        }

        return column.Type is TextDataViewType
            ? OfText(row.GetGetter<ReadOnlyMemory<char>>(column), axis)
            : OfNumber(RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, column.Index), axis);
    }

    /// <summary>The class of the current row, <see cref="Missing"/> or <see cref="Unknown"/>.</summary>
    public int Read() => _read();

    // ML.NET's label getter gives key - 1, and NaN for a missing key.
    private static ClassReader OfKey(ValueGetter<float> getter, int[] keys)
    {
        float position = 0;
        return new ClassReader(() =>
        {
            getter(ref position);
            return float.IsNaN(position) ? Missing : keys[(int)position];
        });
    }

    private static ClassReader OfBool(ValueGetter<bool> getter)
    {
        bool value = false;
        return new ClassReader(() =>
        {
            getter(ref value);
            return value ? 1 : 0;
        });
    }

    private static ClassReader OfNumber(ValueGetter<double> getter, ClassAxis axis)
    {
        double number = 0;
        return new ClassReader(reader =>
        {
            getter(ref number);
            return double.IsNaN(number) ? Missing : reader.Known(axis.OfNumber(number), number.ToString("R", CultureInfo.InvariantCulture));
        });
    }

    private static ClassReader OfText(ValueGetter<ReadOnlyMemory<char>> getter, ClassAxis axis)
    {
        ReadOnlyMemory<char> text = default;
        return new ClassReader(reader =>
        {
            getter(ref text);
            return text.IsEmpty ? Missing : reader.Known(axis.OfText(text.ToString()), $"a text of {text.Length} characters");
        });
    }

    private int Known(int index, string text)
    {
        Text = text;
        return index < 0 ? Unknown : index;
    }
}
