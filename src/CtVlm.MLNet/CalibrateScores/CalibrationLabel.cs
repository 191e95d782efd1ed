using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads the slot of the actual class, whatever order the label's own keys have.</summary>
internal static class CalibrationLabel
{
    /// <summary>The label is missing: key 0, NaN or empty text.</summary>
    public const int Missing = -1;

    /// <summary>The label is none of the classes.</summary>
    public const int Unknown = -2;

    /// <summary>The reader of the label: a slot, <see cref="Missing"/> or <see cref="Unknown"/>.</summary>
    public static Func<int> CreateReader(DataViewRow row, CalibrationColumns columns)
    {
        ClassAxis axis = new(columns.ClassNames);
        int[] slots = Array.ConvertAll([.. axis.Names], name => Array.IndexOf(columns.ClassNames, name));
        if (columns.Label.Type is KeyDataViewType)
        {
            string[] names = ClassNameReader.KeyValues(columns.Label) ?? columns.ClassNames;
            return OfKey(RowCursorUtils.GetLabelGetter(row, columns.Label.Index), Array.ConvertAll(names, name => ToSlot(axis.OfText(name), slots)));
        }

        return columns.Label.Type is TextDataViewType
            ? OfText(row.GetGetter<ReadOnlyMemory<char>>(columns.Label), text => ToSlot(axis.OfText(text), slots))
            : OfNumber(RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, columns.Label.Index), number => ToSlot(axis.OfNumber(number), slots));
    }

    private static int ToSlot(int index, int[] slots) => index < 0 ? Unknown : slots[index];

    // ML.NET's label getter gives key - 1, and NaN for a missing key.
    private static Func<int> OfKey(ValueGetter<float> getter, int[] slots)
    {
        float position = 0;
        return () =>
        {
            getter(ref position);
            return float.IsNaN(position) ? Missing : slots[(int)position];
        };
    }

    private static Func<int> OfText(ValueGetter<ReadOnlyMemory<char>> getter, Func<string, int> find)
    {
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getter(ref text);
            return text.Span.IsWhiteSpace() ? Missing : find(text.ToString());
        };
    }

    private static Func<int> OfNumber(ValueGetter<double> getter, Func<double, int> find)
    {
        double number = 0;
        return () =>
        {
            getter(ref number);
            return double.IsNaN(number) ? Missing : find(number);
        };
    }
}
