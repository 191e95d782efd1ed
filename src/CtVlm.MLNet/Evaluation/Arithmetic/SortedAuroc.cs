namespace CtVlm.MLNet;

/// <summary>The area under the ROC curve of many resamples of the same rows: sorted once, then one pass a resample without allocation.</summary>
/// <remarks>Safe for many threads at once. <b>Source:</b> as <see cref="Auroc"/>.</remarks>
internal sealed class SortedAuroc
{
    private readonly int[] _rows;
    private readonly bool[] _positive;
    private readonly bool[] _endsTie;

    /// <summary>Sorts the rows.</summary>
    /// <param name="scores">Score of each row, no NaN.</param>
    /// <param name="positive">Whether each row is positive.</param>
    public SortedAuroc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        double[] rising = scores.ToArray();
        _rows = new int[rising.Length];
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = i;
        }

        Array.Sort(rising, _rows);
        _positive = new bool[rising.Length];
        _endsTie = new bool[rising.Length];
        for (int i = 0; i < rising.Length; i++)
        {
            _positive[i] = positive[_rows[i]];
            _endsTie[i] = i + 1 == rising.Length || rising[i + 1] != rising[i];
        }
    }

    /// <summary>The area when each row counts as often as drawn; NaN where no positive or no negative row is drawn.</summary>
    /// <param name="copies">How often each row was drawn, in the order of the rows given.</param>
    public double Of(ReadOnlySpan<int> copies)
    {
        long won = 0;
        long positives = 0;
        long negatives = 0;
        long positivesHere = 0;
        long negativesHere = 0;
        for (int i = 0; i < _rows.Length; i++)
        {
            int drawn = copies[_rows[i]];
            positivesHere += _positive[i] ? drawn : 0;
            negativesHere += _positive[i] ? 0 : drawn;
            if (_endsTie[i])
            {
                won += positivesHere * ((2 * negatives) + negativesHere);
                positives += positivesHere;
                negatives += negativesHere;
                positivesHere = 0;
                negativesHere = 0;
            }
        }

        return Auroc.Area(won, positives, negatives);
    }
}
