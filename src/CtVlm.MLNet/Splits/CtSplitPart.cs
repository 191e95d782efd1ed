namespace CtVlm.MLNet;

/// <summary>What a fold, or a side of a split, holds.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Patients">Patients in it; null where no patient column is known.</param>
/// <param name="ClassCounts">Rows of each class, in the order of the class names.</param>
public sealed record CtSplitPart(string Name, int Rows, int? Patients, IReadOnlyList<int> ClassCounts)
{
    /// <summary>Share of each class in the rows, 0 to 1.</summary>
    public IReadOnlyList<double> ClassShares => [.. ClassCounts.Select(count => count / (double)Rows)];
}
