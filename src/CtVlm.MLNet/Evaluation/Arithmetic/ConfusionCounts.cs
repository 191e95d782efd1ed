namespace CtVlm.MLNet;

/// <summary>Counts of actual against predicted classes, and their margins. Knows nothing of data views.</summary>
internal sealed class ConfusionCounts
{
    private readonly long[][] _counts;
    private readonly long[] _actual;
    private readonly long[] _predicted;

    /// <summary>Starts with zero counts.</summary>
    /// <param name="classes">Number of classes K, at least 1.</param>
    public ConfusionCounts(int classes)
    {
        _counts = new long[classes][];
        for (int i = 0; i < classes; i++)
        {
            _counts[i] = new long[classes];
        }

        _actual = new long[classes];
        _predicted = new long[classes];
    }

    /// <summary>Number of classes K.</summary>
    public int Classes => _counts.Length;

    /// <summary>Number of rows counted.</summary>
    public long Total { get; private set; }

    /// <summary>Rows by actual class.</summary>
    public IReadOnlyList<long> Actual => _actual;

    /// <summary>Rows by predicted class.</summary>
    public IReadOnlyList<long> Predicted => _predicted;

    /// <summary>Number of classes that occur among the actual ones.</summary>
    public int PresentClasses => _actual.Count(count => count > 0);

    /// <summary>Rows on the diagonal.</summary>
    public long Correct => Enumerable.Range(0, Classes).Sum(i => _counts[i][i]);

    /// <summary>The count of one cell.</summary>
    public long this[int actual, int predicted] => _counts[actual][predicted];

    /// <summary>Counts one row.</summary>
    public void Add(int actual, int predicted)
    {
        _counts[actual][predicted]++;
        _actual[actual]++;
        _predicted[predicted]++;
        Total++;
    }

    /// <summary>Sum over all cells of a weight of (actual, predicted) times the count.</summary>
    public double WeightedSum(Func<int, int, double> weight)
    {
        double sum = 0;
        for (int i = 0; i < Classes; i++)
        {
            for (int j = 0; j < Classes; j++)
            {
                sum += weight(i, j) * _counts[i][j];
            }
        }

        return sum;
    }

    /// <summary>A copy, [actual][predicted].</summary>
    public IReadOnlyList<IReadOnlyList<long>> ToRows() => Array.ConvertAll(_counts, row => Array.AsReadOnly((long[])row.Clone()));
}
