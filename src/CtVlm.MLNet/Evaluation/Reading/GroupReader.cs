using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Numbers patients in order of first occurrence. The identifiers stay in memory, only to compare two sets of rows, and go nowhere else.</summary>
internal sealed class GroupReader
{
    /// <summary>The current row has no patient.</summary>
    public const int Missing = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _identifiers = [];
    private readonly Func<string?> _read;

    private GroupReader(Func<string?> read) => _read = read;

    /// <summary>Distinct patients so far.</summary>
    public int Count => _identifiers.Count;

    /// <summary>Identifier of each patient so far, by number.</summary>
    public IReadOnlyList<string> Identifiers => _identifiers;

    /// <summary>Makes the reader of a column that <see cref="PatientReader.Accepts(DataViewType)"/> holds for.</summary>
    public static GroupReader Create(DataViewRow row, DataViewSchema.Column column) => new(PatientReader.Create(row, column));

    /// <summary>The number of the current row's patient, from 0, or <see cref="Missing"/>.</summary>
    public int Read()
    {
        if (_read() is not { } patient)
        {
            return Missing;
        }

        if (!_numbers.TryGetValue(patient, out int number))
        {
            number = _identifiers.Count;
            _numbers.Add(patient, number);
            _identifiers.Add(patient);
        }

        return number;
    }
}
