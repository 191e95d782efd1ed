namespace CtVlm.MLNet;

/// <summary>The labelled rows of the data: classes, patients, reports. Patients are numbers, their names are gone.</summary>
/// <param name="ClassNames">K names, in the order of their keys or numbers.</param>
/// <param name="SourceRows">Number of each row in the data, n values.</param>
/// <param name="Labels">Class of each row, 0..K-1, n values.</param>
/// <param name="Patients">Patient of each row, from 0 in order of first occurrence, n values.</param>
/// <param name="Reports">Report of each row, trimmed, n values; null where there is no such column.</param>
/// <param name="MissingLabelRows">Rows left out.</param>
internal sealed record StrategyCohort(
    IReadOnlyList<string> ClassNames, long[] SourceRows, int[] Labels, int[] Patients, string[]? Reports, int MissingLabelRows)
{
    /// <summary>n.</summary>
    public int Count => Labels.Length;

    /// <summary>K.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>Some of the rows, under new row and patient numbers. Classes stay.</summary>
    public StrategyCohort Keep(int[] rows) => new(
        ClassNames,
        [.. rows.Select(r => SourceRows[r])],
        [.. rows.Select(r => Labels[r])],
        Renumber(rows.Select(r => Patients[r])),
        Reports is null ? null : [.. rows.Select(r => Reports[r])],
        MissingLabelRows);

    /// <summary>Numbers in order of first occurrence.</summary>
    public static int[] Renumber<T>(IEnumerable<T> values)
        where T : notnull
    {
        Dictionary<T, int> numbers = [];
        return [.. values.Select(value => numbers.TryGetValue(value, out int number) ? number : (numbers[value] = numbers.Count))];
    }

    /// <summary>Hash of what the rows say; of patients only which rows share one.</summary>
    public string Fingerprint() => StrategyText.Hash(string.Join(
        '\n',
        [
            string.Join('\t', ClassNames),
            string.Join(',', SourceRows),
            string.Join(',', Labels),
            string.Join(',', Patients),
            Reports is null ? "" : string.Join('\u0001', Reports),
        ]));
}
