namespace CtVlm.MLNet;

/// <summary>Where each row read belongs. Rows of both views, or of all folds, stand in one list.</summary>
internal sealed class LeakRows
{
    private readonly List<int> _parts = [];
    private readonly List<int> _numbers = [];

    /// <summary>Starts without rows.</summary>
    /// <param name="isOfFolds">Whether parts are folds; else they are two sides, train (0) and test (1).</param>
    public LeakRows(bool isOfFolds) => IsOfFolds = isOfFolds;

    /// <summary>Whether parts are folds, each compared with all others.</summary>
    public bool IsOfFolds { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _parts.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="part">Its side or fold.</param>
    /// <param name="number">Its number in its view.</param>
    public void Add(int part, int number)
    {
        _parts.Add(part);
        _numbers.Add(number);
    }

    /// <summary>The side or fold of a row.</summary>
    public int PartOf(int row) => _parts[row];

    /// <summary>The sides to learn on and to check on: one pair, or one a fold.</summary>
    public IEnumerable<(int[] Train, int[] Test)> Pairs() => (IsOfFolds ? _parts.Distinct().Order() : Enumerable.Repeat(1, 1)).Select(part => (
        Enumerable.Range(0, Count).Where(row => _parts[row] != part).ToArray(), Enumerable.Range(0, Count).Where(row => _parts[row] == part).ToArray()));

    /// <summary>A finding about rows.</summary>
    public CtLeakFinding Find(CtLeakKind kind, string column, IEnumerable<int> rows, int limit, string description)
    {
        int[] all = [.. rows];
        int[] train = [.. all.Where(row => IsOfFolds || _parts[row] == 0).Select(row => _numbers[row])];
        int[] test = [.. all.Where(row => IsOfFolds || _parts[row] == 1).Select(row => _numbers[row])];
        return new CtLeakFinding
        {
            Kind = kind,
            Column = column,
            TrainRows = train.Length,
            TestRows = test.Length,
            TrainRowNumbers = [.. train.Take(limit)],
            TestRowNumbers = [.. test.Take(limit)],
            Description = description,
        };
    }
}
