using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Reads whose series a row is. Identifiers stay in memory, and only while a verb runs.</summary>
/// <remarks>Values are compared as they are: no folding of case, no trimming, no dropping of zeros.</remarks>
internal static class PatientReader
{
    /// <summary>What a patient column holds.</summary>
    public const string Expected = "text, a key or a whole number";

    /// <summary>What to do about a column that does not.</summary>
    public const string Advice = "Convert the patient to text first.";

    /// <summary>True for text, keys and integers. A floating-point identifier would merge patients silently.</summary>
    public static bool Accepts(DataViewType type)
        => type is TextDataViewType or KeyDataViewType
            || (type is NumberDataViewType && type != NumberDataViewType.Single && type != NumberDataViewType.Double);

    /// <summary>Whether patients can be read from such a promised column.</summary>
    public static bool Accepts(SchemaShape.Column column) => column.Kind == VectorKind.Scalar && (column.IsKey || Accepts(column.ItemType));

    /// <summary>The reader of a column that <see cref="Accepts(DataViewType)"/> holds for; it gives null where the row has no patient: key 0 or blank text.</summary>
    /// <remarks>A key is read as its value, so that the same patient is the same in views whose keys were numbered apart; as its number where it has no values.</remarks>
    public static Func<string?> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => OfText(row.GetGetter<ReadOnlyMemory<char>>(column)),
        KeyDataViewType key => OfKey(RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index), ClassNameReader.KeyValues(column)),
        _ when column.Type.RawType == typeof(byte) || column.Type.RawType == typeof(ushort) || column.Type.RawType == typeof(uint) || column.Type.RawType == typeof(ulong) =>
            OfNumber(RowCursorUtils.GetGetterAs<ulong>(NumberDataViewType.UInt64, row, column.Index)),
        _ => OfNumber(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index)),
    };

    private static Func<string?> OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.Span.IsWhiteSpace() ? null : value.ToString();
        };
    }

    private static Func<string?> OfKey(ValueGetter<ulong> getter, string[]? names)
    {
        ulong value = 0;
        return () =>
        {
            getter(ref value);
            string? name = value == 0 ? null : names is not null && value <= (ulong)names.Length ? names[value - 1] : value.ToString(CultureInfo.InvariantCulture);
            return string.IsNullOrWhiteSpace(name) ? null : name;
        };
    }

    private static Func<string?> OfNumber<T>(ValueGetter<T> getter)
        where T : struct, IFormattable
    {
        T value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString(null, CultureInfo.InvariantCulture);
        };
    }
}
