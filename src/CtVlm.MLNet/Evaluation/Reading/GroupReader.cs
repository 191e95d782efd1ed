using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Numbers patients in order of first occurrence. The identifiers stay in memory, and only while the data is read.</summary>
internal sealed class GroupReader
{
    /// <summary>The current row has no patient.</summary>
    public const int Missing = -1;

    private readonly Func<int> _read;

    private GroupReader(Func<int> read) => _read = read;

    /// <summary>True for text, keys and integers. A floating-point identifier would merge patients silently.</summary>
    public static bool Accepts(DataViewType type)
        => type is TextDataViewType or KeyDataViewType
            || (type is NumberDataViewType && type != NumberDataViewType.Single && type != NumberDataViewType.Double);

    /// <summary>Makes the reader of a column that <see cref="Accepts"/> holds for.</summary>
    public static GroupReader Create(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
        {
            return OfText(row.GetGetter<ReadOnlyMemory<char>>(column));
        }

        if (column.Type is KeyDataViewType key)
        {
            return OfNumber(RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index), value => value != 0);
        }

        return column.Type == NumberDataViewType.UInt64
            ? OfNumber(row.GetGetter<ulong>(column), _ => true)
            : OfNumber(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index), _ => true);
    }

    /// <summary>The number of the current row's patient, from 0, or <see cref="Missing"/>.</summary>
    public int Read() => _read();

    private static GroupReader OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlyMemory<char> value = default;
        return new GroupReader(() =>
        {
            getter(ref value);
            if (value.Span.IsWhiteSpace())
            {
                return Missing;
            }

            lookup.TryAdd(value.Span, seen.Count);
            return lookup[value.Span];
        });
    }

    private static GroupReader OfNumber<T>(ValueGetter<T> getter, Func<T, bool> isPresent)
        where T : struct
    {
        Dictionary<T, int> seen = [];
        T value = default;
        return new GroupReader(() =>
        {
            getter(ref value);
            if (!isPresent(value))
            {
                return Missing;
            }

            seen.TryAdd(value, seen.Count);
            return seen[value];
        });
    }
}
