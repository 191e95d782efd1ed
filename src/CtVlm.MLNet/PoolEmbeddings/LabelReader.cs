using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads labels, and turns those that were read into classes from 0, in the order of their keys, numbers or texts.</summary>
internal sealed class LabelReader
{
    private readonly Func<bool> _read;
    private readonly Func<IReadOnlyList<int>> _rank;

    private readonly Func<bool> _hasOrder;

    private LabelReader(Func<bool> read, Func<IReadOnlyList<int>> rank, Func<bool>? hasOrder = null)
    {
        _read = read;
        _rank = rank;
        _hasOrder = hasOrder ?? (() => true);
    }

    /// <summary>Whether what was read says in which order the classes are; the alphabet does not.</summary>
    public bool HasOrder => _hasOrder();

    /// <summary>True for keys, text, Boolean and numbers.</summary>
    public static bool Accepts(DataViewType type) => type is KeyDataViewType or TextDataViewType or BooleanDataViewType or NumberDataViewType;

    /// <summary>Makes the reader of a column that <see cref="Accepts"/> holds for.</summary>
    public static LabelReader Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => OfText(row.GetGetter<ReadOnlyMemory<char>>(column)),
        BooleanDataViewType => OfBoolean(row.GetGetter<bool>(column)),
        KeyDataViewType => OfNumber(OfKey(RowCursorUtils.GetLabelGetter(row, column.Index)), column.Name),
        _ => OfNumber(RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, column.Index), column.Name),
    };

    /// <summary>Reads the current row's label and keeps it; false where it is missing: key 0, NaN or empty text.</summary>
    /// <exception cref="InvalidOperationException">It is a number, but no whole one.</exception>
    public bool TryRead() => _read();

    /// <summary>The classes of what was kept: the place of each label among the different ones.</summary>
    public IReadOnlyList<int> GetClasses() => _rank();

    // ML.NET's label getter gives key - 1, and NaN for a missing key.
    private static ValueGetter<double> OfKey(ValueGetter<float> getter)
    {
        float position = 0;
        return (ref double value) =>
        {
            getter(ref position);
            value = position;
        };
    }

    private static LabelReader OfBoolean(ValueGetter<bool> getter)
    {
        List<bool> labels = [];
        bool value = false;
        return new LabelReader(
            () =>
            {
                getter(ref value);
                labels.Add(value);
                return true;
            },
            () => Rank(labels, Comparer<bool>.Default));
    }

    private static LabelReader OfNumber(ValueGetter<double> getter, string column)
    {
        List<double> labels = [];
        double value = 0;
        return new LabelReader(
            () =>
            {
                getter(ref value);
                if (double.IsNaN(value))
                {
                    return false;
                }

                labels.Add(double.IsInteger(value) ? value : throw new InvalidOperationException(
                    $"PoolEmbeddings: label column '{column}' holds {value.ToString("R", CultureInfo.InvariantCulture)}; whole numbers expected, one a class. Make classes of it first, for instance with NormalizeBinning or a CustomMapping."));
                return true;
            },
            () => Rank(labels, Comparer<double>.Default));
    }

    // Text is ordered by value where all of it is numbers: "2" before "10".
    private static LabelReader OfText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        List<string> labels = [];
        ReadOnlyMemory<char> value = default;
        return new LabelReader(
            () =>
            {
                getter(ref value);
                bool isPresent = !value.Span.IsWhiteSpace();
                if (isPresent)
                {
                    labels.Add(value.ToString());
                }

                return isPresent;
            },
            () => [.. labels.Select(CreateAxis(labels).OfText)],
            () => CreateAxis(labels).Order == ClinicalClassOrder.ByValue);
    }

    private static ClassAxis CreateAxis(List<string> labels) => new([.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static int[] Rank<T>(List<T> labels, IComparer<T> comparer)
    {
        T[] known = [.. labels.Distinct().Order(comparer)];
        return [.. labels.Select(label => Array.BinarySearch(known, label, comparer))];
    }
}
