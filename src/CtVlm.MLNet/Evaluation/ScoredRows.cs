namespace CtVlm.MLNet;

/// <summary>What evaluation needs of scored rows, in memory: n rows, K classes in order of severity.</summary>
/// <param name="Classes">K, at least 1.</param>
/// <param name="Actual">Actual class of each row, 0..K-1, n values.</param>
/// <param name="Predicted">Predicted class of each row, 0..K-1, n values.</param>
/// <param name="Scores">Scores [n, K], row by row, in class order; probabilities where a metric says so.</param>
/// <param name="Patients">Patient of each row, 0..P-1 in order of first occurrence, n values; null where rows are independent.</param>
internal sealed record ScoredRows(int Classes, int[] Actual, int[] Predicted, double[] Scores, int[]? Patients)
{
    /// <summary>n.</summary>
    public int Count => Actual.Length;

    /// <summary>Whether the model gives each class a score; null where it does for all. Scores of a class without are 0 and say nothing about ranks.</summary>
    public IReadOnlyList<bool>? Scored { get; init; }

    /// <summary>Scores of one row, K values.</summary>
    public ReadOnlySpan<double> ScoresOf(int row) => Scores.AsSpan(row * Classes, Classes);

    /// <summary>Whether the model gives a class a score.</summary>
    public bool IsScored(int index) => Scored is null || Scored[index];

    /// <summary>Copies one class's scores, n values.</summary>
    public void CopyScores(int index, Span<double> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Scores[(i * Classes) + index];
        }
    }

    /// <summary>Marks the rows of one class, n values.</summary>
    public void MarkActual(int index, Span<bool> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Actual[i] == index;
        }
    }

    /// <summary>The rows of one class, rising.</summary>
    public int[] RowsOf(int index) => [.. Enumerable.Range(0, Count).Where(row => Actual[row] == index)];

    /// <summary>Counts of actual against predicted classes.</summary>
    public ConfusionCounts Confusion()
    {
        ConfusionCounts counts = new(Classes);
        for (int i = 0; i < Count; i++)
        {
            counts.Add(Actual[i], Predicted[i]);
        }

        return counts;
    }

    /// <summary>Some of the rows; their patients are numbered anew in order of first occurrence.</summary>
    public ScoredRows Select(IReadOnlyList<int> rows)
    {
        double[] scores = new double[rows.Count * Classes];
        int[]? patients = Patients is null ? null : new int[rows.Count];
        Dictionary<int, int> numbers = [];
        for (int i = 0; i < rows.Count; i++)
        {
            ScoresOf(rows[i]).CopyTo(scores.AsSpan(i * Classes));
            if (patients is not null)
            {
                numbers.TryAdd(Patients![rows[i]], numbers.Count);
                patients[i] = numbers[Patients[rows[i]]];
            }
        }

        return new ScoredRows(Classes, [.. rows.Select(row => Actual[row])], [.. rows.Select(row => Predicted[row])], scores, patients) { Scored = Scored };
    }
}
