using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Sorts rows by the value of the subgroup column.</summary>
/// <param name="row">The cursor.</param>
/// <param name="column">A column that <see cref="LabelReader.Accepts(DataViewType)"/> holds for.</param>
/// <param name="verb">Who reads.</param>
internal sealed class SubgroupReader(DataViewRow row, DataViewSchema.Column column, string verb)
{
    private readonly Func<LabelValue?> _read = LabelReader.Create(row, column, verb);
    private readonly Dictionary<LabelValue, SubgroupRows> _named = [];
    private readonly SubgroupRows _missing = new(null);

    /// <summary>Distinct values so far, without the missing one.</summary>
    public int Count => _named.Count;

    /// <summary>The subgroups in order: by number where all values are numbers, else by key or text; rows without value last, where there are any.</summary>
    public IReadOnlyList<SubgroupRows> Ordered
    {
        get
        {
            LabelValue?[] values = [.. _named.Keys];
            List<SubgroupRows> rows = [.. _named.Values.Zip(LabelClasses.Of(values).Numbers).OrderBy(named => named.Second).Select(named => named.First)];
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
        if (_read() is not { } value)
        {
            return _missing;
        }

        if (!_named.TryGetValue(value, out SubgroupRows? rows))
        {
            rows = new SubgroupRows(value.Name);
            _named.Add(value, rows);
        }

        return rows;
    }
}
