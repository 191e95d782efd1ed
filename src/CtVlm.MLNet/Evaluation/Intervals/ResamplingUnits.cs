namespace CtVlm.MLNet;

/// <summary>What a bootstrap draws with replacement: patients with all their rows, or rows; all together or within strata.</summary>
internal sealed class ResamplingUnits
{
    private readonly int[][] _strata;

    private ResamplingUnits(int[] ofRow, int count, int[][] strata)
    {
        OfRow = ofRow;
        Count = count;
        _strata = strata;
    }

    /// <summary>Unit of each row, 0..Count-1.</summary>
    public int[] OfRow { get; }

    /// <summary>Number of units.</summary>
    public int Count { get; }

    /// <summary>Number of strata that hold a unit.</summary>
    public int Strata => _strata.Length;

    /// <summary>Patients where the rows have any, else rows; strata are the units' highest actual class.</summary>
    public static ResamplingUnits Of(ScoredRows rows, bool stratified) => Create(rows, rows.Patients, stratified);

    /// <summary>Rows, whatever their patients; strata are the rows' actual classes.</summary>
    public static ResamplingUnits OfRows(ScoredRows rows, bool stratified) => Create(rows, null, stratified);

    /// <summary>Draws as many units as there are, and counts how often each was drawn.</summary>
    /// <param name="stream">The replicate's numbers.</param>
    /// <param name="weights">Receives the counts, one a unit.</param>
    public void Draw(ref ReplicateStream stream, Span<int> weights)
    {
        weights.Clear();
        foreach (int[] stratum in _strata)
        {
            for (int i = 0; i < stratum.Length; i++)
            {
                weights[stratum[stream.Next(stratum.Length)]]++;
            }
        }
    }

    private static ResamplingUnits Create(ScoredRows rows, int[]? patients, bool stratified)
    {
        int[] ofRow = patients ?? [.. Enumerable.Range(0, rows.Count)];
        int count = ofRow.Length == 0 ? 0 : ofRow.Max() + 1;
        int[] stratum = new int[count];
        for (int row = 0; stratified && row < ofRow.Length; row++)
        {
            stratum[ofRow[row]] = Math.Max(stratum[ofRow[row]], rows.Actual[row]);
        }

        int[][] strata = [.. Enumerable.Range(0, count).GroupBy(unit => stratum[unit]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        return new ResamplingUnits(ofRow, count, strata);
    }
}
