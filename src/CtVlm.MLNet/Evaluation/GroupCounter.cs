using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Counts distinct patients. The identifiers stay in memory, and only until the count is taken.</summary>
internal sealed class GroupCounter
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Func<string?> _read;

    private GroupCounter(Func<string?> read) => _read = read;

    /// <summary>Distinct patients so far.</summary>
    public int Count => _seen.Count;

    /// <summary>Makes the counter of a column that <see cref="PatientReader.Accepts(DataViewType)"/> holds for.</summary>
    public static GroupCounter Create(DataViewRow row, DataViewSchema.Column column) => new(PatientReader.Create(row, column));

    /// <summary>Takes the current row's patient; false where it has none.</summary>
    public bool TryAdd()
    {
        string? patient = _read();
        if (patient is null)
        {
            return false;
        }

        _seen.Add(patient);
        return true;
    }
}
