using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Counts distinct patients. The identifiers stay in memory, and only until the count is taken.</summary>
internal sealed class GroupCounter
{
    private readonly Func<bool> _add;
    private readonly Func<int> _count;

    private GroupCounter(Func<bool> add, Func<int> count)
    {
        _add = add;
        _count = count;
    }

    /// <summary>Distinct patients so far.</summary>
    public int Count => _count();

    /// <summary>True for text, keys and integers. A floating-point identifier would merge patients silently.</summary>
    public static bool Accepts(DataViewType type)
        => type is TextDataViewType or KeyDataViewType
            || (type is NumberDataViewType && type != NumberDataViewType.Single && type != NumberDataViewType.Double);

    /// <summary>Makes the counter of a column that <see cref="Accepts"/> holds for.</summary>
    public static GroupCounter Create(DataViewRow row, DataViewSchema.Column column)
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

    /// <summary>Takes the current row's patient; false where it has none.</summary>
    public bool TryAdd() => _add();

    private static GroupCounter OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlyMemory<char> value = default;
        return new GroupCounter(
            () =>
            {
                getter(ref value);
                lookup.Add(value.Span);
                return !value.Span.IsWhiteSpace();
            },
            () => seen.Count);
    }

    private static GroupCounter OfNumber<T>(ValueGetter<T> getter, Func<T, bool> isPresent)
        where T : struct
    {
        HashSet<T> seen = [];
        T value = default;
        return new GroupCounter(
            () =>
            {
                getter(ref value);
                seen.Add(value);
                return isPresent(value);
            },
            () => seen.Count);
    }
}
