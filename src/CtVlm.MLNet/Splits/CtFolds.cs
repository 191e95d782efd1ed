using System.Collections;

namespace CtVlm.MLNet;

/// <summary>Folds of a view: every row is tested in exactly one, and no patient is in two.</summary>
public sealed class CtFolds : IReadOnlyList<CtFold>
{
    private readonly CtFold[] _folds;

    internal CtFolds(CtFold[] folds, int[] foldOfRow, CtSplitBalance balance, int? seed)
    {
        _folds = folds;
        FoldOfRow = Array.AsReadOnly(foldOfRow);
        Balance = balance;
        Seed = seed;
    }

    /// <summary>Number of folds.</summary>
    public int Count => _folds.Length;

    /// <summary>Number of the fold that tests each row, in the order of the rows.</summary>
    public IReadOnlyList<int> FoldOfRow { get; }

    /// <summary>Rows, patients and class shares of each fold.</summary>
    public CtSplitBalance Balance { get; }

    /// <summary>The seed; null where a column says the folds.</summary>
    public int? Seed { get; }

    /// <summary>A fold.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public CtFold this[int index] => _folds[index];

    /// <inheritdoc/>
    public IEnumerator<CtFold> GetEnumerator() => ((IEnumerable<CtFold>)_folds).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes folds of an assignment.</summary>
    internal static CtFolds Of(SplitSource source, int[] foldOfRow, IReadOnlyList<string> names, int? seed)
    {
        CtFold[] folds =
        [
            .. names.Select((name, fold) => new CtFold(
                fold, name, source.Select(row => foldOfRow[row] != fold, foldOfRow.Length), source.Select(row => foldOfRow[row] == fold, foldOfRow.Length))),
        ];
        return new CtFolds(folds, foldOfRow, CtSplitBalance.Of(source, foldOfRow, [.. names.Select(name => $"fold {name}")]), seed);
    }
}
