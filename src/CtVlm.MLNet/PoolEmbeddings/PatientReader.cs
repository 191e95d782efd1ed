using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads whose series a row is. The identifiers stay in memory, and only while a pooling is trained.</summary>
internal static class PatientReader
{
    /// <summary>Makes the reader of a column that <see cref="GroupReader.Accepts"/> holds for; it gives null where the row has no patient.</summary>
    public static Func<string?> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => OfText(row.GetGetter<ReadOnlyMemory<char>>(column)),
        KeyDataViewType key => Of(RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index), value => value != 0),
        _ when column.Type == NumberDataViewType.UInt64 => Of(row.GetGetter<ulong>(column), _ => true),
        _ => Of(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index), _ => true),
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

    private static Func<string?> Of<T>(ValueGetter<T> getter, Func<T, bool> isPresent)
        where T : struct, IFormattable
    {
        T value = default;
        return () =>
        {
            getter(ref value);
            return isPresent(value) ? value.ToString(null, CultureInfo.InvariantCulture) : null;
        };
    }
}
