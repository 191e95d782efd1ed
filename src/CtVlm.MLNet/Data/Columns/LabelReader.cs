using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Reads the class of a row from a key, text, Boolean or number column; what a missing one means is the caller's to say.</summary>
internal static class LabelReader
{
    /// <summary>What a label column holds.</summary>
    public const string Expected = "a key, text, Boolean or whole number";

    /// <summary>What to do about a column that does not.</summary>
    public const string Advice = "Map other values to keys with Conversion.MapValueToKey first.";

    /// <summary>Largest number whose neighbours a Double still tells apart.</summary>
    private const double MaxWhole = 1L << 53;

    /// <summary>Whether classes can be read from such a column. Of floating-point numbers, only whole ones are accepted, when they are read.</summary>
    public static bool Accepts(DataViewType type) => type is KeyDataViewType or TextDataViewType or BooleanDataViewType or NumberDataViewType;

    /// <summary>Whether classes can be read from such a promised column.</summary>
    public static bool Accepts(SchemaShape.Column column) => column.Kind == VectorKind.Scalar && (column.IsKey || Accepts(column.ItemType));

    /// <summary>A function that reads the label of the cursor's row; null where it is missing: key 0, NaN or blank text.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="column">A column that <see cref="Accepts(DataViewType)"/> holds for.</param>
    /// <param name="verb">Who reads, for the message about a number that is not whole.</param>
    public static Func<LabelValue?> Create(DataViewRow row, DataViewSchema.Column column, string verb) => column.Type switch
    {
        TextDataViewType => OfText(row.GetGetter<ReadOnlyMemory<char>>(column)),
        BooleanDataViewType => OfBoolean(row.GetGetter<bool>(column)),
        KeyDataViewType key => OfKey(RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index), ClassNameReader.KeyValues(column)),
        _ when column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double =>
            OfFloating(row, RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, column.Index), column.Name, verb),
        _ when column.Type.RawType == typeof(byte) || column.Type.RawType == typeof(ushort) || column.Type.RawType == typeof(uint) || column.Type.RawType == typeof(ulong) =>
            OfUnsigned(RowCursorUtils.GetGetterAs<ulong>(NumberDataViewType.UInt64, row, column.Index)),
        _ => OfWhole(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index)),
    };

    private static Func<LabelValue?> OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.Span.IsWhiteSpace() ? null : new LabelValue(0, value.ToString(), IsText: true);
        };
    }

    private static Func<LabelValue?> OfBoolean(ValueGetter<bool> getter)
    {
        bool value = false;
        return () =>
        {
            getter(ref value);
            return value ? new LabelValue(1, "true") : new LabelValue(0, "false");
        };
    }

    // Without key values the name is the position, from 0.
    private static Func<LabelValue?> OfKey(ValueGetter<ulong> getter, string[]? names)
    {
        ulong value = 0;
        return () =>
        {
            getter(ref value);
            return value == 0 ? null
                : new LabelValue((long)value, names is not null && value <= (ulong)names.Length ? names[value - 1] : (value - 1).ToString(CultureInfo.InvariantCulture));
        };
    }

    private static Func<LabelValue?> OfFloating(DataViewRow row, ValueGetter<double> getter, string column, string verb)
    {
        double value = 0;
        return () =>
        {
            getter(ref value);
            return double.IsNaN(value) ? null
                : double.IsInteger(value) && Math.Abs(value) <= MaxWhole ? new LabelValue((long)value, ((long)value).ToString(CultureInfo.InvariantCulture))
                : throw new InvalidOperationException(
                    $"{verb}: row {row.Position}: label column '{column}' holds {value.ToString("R", CultureInfo.InvariantCulture)}; whole numbers expected, one a class. Make classes of it first, for instance with NormalizeBinning or a CustomMapping.");
        };
    }

    private static Func<LabelValue?> OfWhole(ValueGetter<long> getter)
    {
        long value = 0;
        return () =>
        {
            getter(ref value);
            return new LabelValue(value, value.ToString(CultureInfo.InvariantCulture));
        };
    }

    // The upper half of the range lies below 0 as a signed number; turning the sign keeps the order.
    private static Func<LabelValue?> OfUnsigned(ValueGetter<ulong> getter)
    {
        ulong value = 0;
        return () =>
        {
            getter(ref value);
            return new LabelValue(unchecked((long)(value ^ 0x8000_0000_0000_0000)), value.ToString(CultureInfo.InvariantCulture));
        };
    }
}
