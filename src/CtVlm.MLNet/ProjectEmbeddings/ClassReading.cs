using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Reads the class of a row from a label column of any kind, and numbers classes from 0.</summary>
internal static class ClassReading
{
    /// <summary>What a label column holds.</summary>
    public const string Expected = "a key, text, Boolean or whole number";

    /// <summary>What to do about a column that does not.</summary>
    public const string Advice = "Map other values to keys with Conversion.MapValueToKey first.";

    /// <summary>Whether classes can be read from such a column.</summary>
    // A class told by a floating-point number would depend on rounding.
    public static bool Accepts(DataViewType type) =>
        type is TextDataViewType or KeyDataViewType or BooleanDataViewType
        || (type is NumberDataViewType && type != NumberDataViewType.Single && type != NumberDataViewType.Double);

    /// <summary>Whether classes can be read from such a promised column.</summary>
    public static bool Accepts(SchemaShape.Column column) => column.Kind == VectorKind.Scalar && (column.IsKey || Accepts(column.ItemType));

    /// <summary>A function that reads the label of the cursor's row; null where it is missing: a missing key, or text that is empty.</summary>
    public static Func<IComparable?> CreateReader(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        return type == typeof(ReadOnlyMemory<char>) ? Of(row.GetGetter<ReadOnlyMemory<char>>(column), text => text.Span.IsWhiteSpace() ? null : text.ToString())
            : type == typeof(bool) ? Of(row.GetGetter<bool>(column), value => value)
            : type == typeof(byte) ? Whole<byte>(row, column)
            : type == typeof(ushort) ? Whole<ushort>(row, column)
            : type == typeof(uint) ? Whole<uint>(row, column)
            : type == typeof(ulong) ? Whole<ulong>(row, column)
            : type == typeof(sbyte) ? Whole<sbyte>(row, column)
            : type == typeof(short) ? Whole<short>(row, column)
            : type == typeof(int) ? Whole<int>(row, column)
            : Whole<long>(row, column);
    }

    /// <summary>The classes of labels: the labels that occur, in rising order (text by its characters' codes, false before true), are numbered from 0.</summary>
    public static int[] ToClasses(IReadOnlyCollection<IComparable> labels)
    {
        var order = Comparer<IComparable>.Create((a, b) => a is string text ? string.CompareOrdinal(text, (string)b) : a.CompareTo(b));
        Dictionary<IComparable, int> classes = labels.Distinct().Order(order).Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. labels.Select(label => classes[label])];
    }

    // Key 0 is the missing key; the number 0 is a number.
    private static Func<IComparable?> Whole<T>(DataViewRow row, DataViewSchema.Column column)
        where T : struct, IBinaryInteger<T>
    {
        bool isKey = column.Type is KeyDataViewType;
        return Of(row.GetGetter<T>(column), value => isKey && T.IsZero(value) ? null : value);
    }

    private static Func<IComparable?> Of<T>(ValueGetter<T> getter, Func<T, IComparable?> convert)
        where T : struct
    {
        T value = default;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
