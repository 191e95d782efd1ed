using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Numbers patients in order of first occurrence. The identifiers stay in memory, only to compare two sets of rows, and go nowhere else.</summary>
internal sealed class PatientIndexer
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _identifiers = [];
    private readonly Func<PatientIndexer, int> _next;

    private PatientIndexer(Func<PatientIndexer, int> next)
    {
        _next = next;
        _lookup = _indices.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Identifier of each patient so far, by number.</summary>
    public IReadOnlyList<string> Identifiers => _identifiers;

    /// <summary>Makes the indexer of a column that <see cref="PatientReader.Accepts(DataViewType)"/> holds for.</summary>
    public static PatientIndexer Create(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> text = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return new PatientIndexer(indexer =>
            {
                text(ref value);
                return value.Span.IsWhiteSpace() ? -1 : indexer.IndexOf(value.Span);
            });
        }

        return column.Type is KeyDataViewType key ? OfKey(row, column, key)
            : column.Type == NumberDataViewType.UInt64 ? OfNumber(row.GetGetter<ulong>(column))
            : OfNumber(RowCursorUtils.GetGetterAs<long>(NumberDataViewType.Int64, row, column.Index));
    }

    /// <summary>The current row's patient, from 0; -1 where it has none.</summary>
    public int Next() => _next(this);

    // By the key's value where it has one: two sets may have made their keys apart.
    private static PatientIndexer OfKey(DataViewRow row, DataViewSchema.Column column, KeyDataViewType key)
    {
        ValueGetter<ulong> getter = RowCursorUtils.GetGetterAs<ulong>(new KeyDataViewType(typeof(ulong), key.Count), row, column.Index);
        string[]? values = ClassNameReader.KeyValues(column);
        ulong value = 0;
        return new PatientIndexer(indexer =>
        {
            getter(ref value);
            return value == 0 ? -1 : indexer.IndexOf(values?[value - 1] ?? value.ToString(CultureInfo.InvariantCulture));
        });
    }

    private static PatientIndexer OfNumber<T>(ValueGetter<T> getter)
        where T : struct, IFormattable
    {
        T value = default;
        return new PatientIndexer(indexer =>
        {
            getter(ref value);
            return indexer.IndexOf(value.ToString(null, CultureInfo.InvariantCulture));
        });
    }

    private int IndexOf(ReadOnlySpan<char> identifier)
    {
        if (!_lookup.TryGetValue(identifier, out int index))
        {
            index = _identifiers.Count;
            string text = identifier.ToString();
            _identifiers.Add(text);
            _indices.Add(text, index);
        }

        return index;
    }
}
