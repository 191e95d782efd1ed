using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Sorts rows by the value of the subgroup column.</summary>
/// <param name="row">The cursor.</param>
/// <param name="column">A text, key, bool or integer column.</param>
internal sealed class SubgroupReader(DataViewRow row, DataViewSchema.Column column)
{
    private readonly Func<Category?> _read = CategoryReader.Create(row, column);
    private readonly Dictionary<Category, SubgroupRows> _named = [];
    private readonly SubgroupRows _missing = new(null);

    /// <summary>Distinct values so far, without the missing one.</summary>
    public int Count => _named.Count;

    /// <summary>The subgroups in order: by number where all values are numbers, else by key or text; rows without value last, where there are any.</summary>
    public IReadOnlyList<SubgroupRows> Ordered
    {
        get
        {
            List<SubgroupRows> rows = [.. Category.Sort(_named.Keys).Select(category => _named[category])];
            if (_missing.Rows.Count + _missing.MissingLabelRows > 0)
            {
                rows.Add(_missing);
            }

            return rows;
        }
    }

    /// <summary>The subgroup of the current row.</summary>
    public SubgroupRows Read()
    {
        if (_read() is not { } category)
        {
            return _missing;
        }

        if (!_named.TryGetValue(category, out SubgroupRows? rows))
        {
            rows = new SubgroupRows(category.Name);
            _named.Add(category, rows);
        }

        return rows;
    }
}
