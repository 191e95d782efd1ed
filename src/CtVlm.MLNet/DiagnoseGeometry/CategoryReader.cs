using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads classes or patients from a key, text, bool or whole number column.</summary>
internal static class CategoryReader
{
    /// <summary>True for keys, text, bool and whole numbers.</summary>
    public static bool AcceptsClass(DataViewType type) => type is BooleanDataViewType || GroupReader.Accepts(type);

    /// <summary>The reader of a column; it gives null for the missing key and for empty text.</summary>
    public static Func<Category?> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => OfText(row.GetGetter<ReadOnlyMemory<char>>(column)),
        BooleanDataViewType => OfBool(row.GetGetter<bool>(column)),
        KeyDataViewType key => OfKey(RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index), ClassNameReader.KeyValues(column)),
        _ when column.Type == NumberDataViewType.UInt64 => OfUnsigned(row.GetGetter<ulong>(column)),
        _ => OfWhole(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index)),
    };

    private static Func<Category?> OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.Span.IsWhiteSpace() ? null : new Category(0, value.ToString());
        };
    }

    private static Func<Category?> OfBool(ValueGetter<bool> getter)
    {
        bool value = false;
        return () =>
        {
            getter(ref value);
            return value ? new Category(1, "true") : new Category(0, "false");
        };
    }

    // Key 0 is missing; without key values the name is the position, from 0.
    private static Func<Category?> OfKey(ValueGetter<ulong> getter, string[]? names)
    {
        ulong value = 0;
        return () =>
        {
            getter(ref value);
            return value == 0 ? null
                : new Category((long)value, names is not null && value <= (ulong)names.Length ? names[value - 1] : (value - 1).ToString(CultureInfo.InvariantCulture));
        };
    }

    private static Func<Category?> OfWhole(ValueGetter<long> getter)
    {
        long value = 0;
        return () =>
        {
            getter(ref value);
            return new Category(value, value.ToString(CultureInfo.InvariantCulture));
        };
    }

    // The upper half of the range lies below 0 as a signed number; turning the sign keeps the order.
    private static Func<Category?> OfUnsigned(ValueGetter<ulong> getter)
    {
        ulong value = 0;
        return () =>
        {
            getter(ref value);
            return new Category(unchecked((long)(value ^ 0x8000_0000_0000_0000)), value.ToString(CultureInfo.InvariantCulture));
        };
    }
}
