using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Numbers the values of a column from 0 in order of occurrence; -1 where there is no value, or no column.</summary>
internal sealed class CategoryNumbers
{
    private readonly Dictionary<LabelValue, int> _numbers = [];
    private readonly Func<LabelValue?> _read;

    /// <summary>Reads a column of the cursor.</summary>
    public CategoryNumbers(DataViewRow row, DataViewSchema.Column? column) => _read = column is { } c ? LabelReader.Create(row, c, RetrievalColumns.Verb) : () => null;

    /// <summary>The number of the current row's value.</summary>
    public int Read()
    {
        if (_read() is not { } value)
        {
            return -1;
        }

        if (!_numbers.TryGetValue(value, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(value, number);
        }

        return number;
    }
}
