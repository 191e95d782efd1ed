namespace CtVlm.MLNet;

/// <summary>An outer fold, and folds of its training part alone: choose settings on the inner ones, then test once on the outer.</summary>
public sealed class CtNestedFold
{
    internal CtNestedFold(CtFold outer, CtFolds inner)
    {
        Outer = outer;
        Inner = inner;
    }

    /// <summary>The outer fold.</summary>
    public CtFold Outer { get; }

    /// <summary>Folds of <see cref="CtFold.Train"/> of the outer fold; their rows are numbered within it.</summary>
    public CtFolds Inner { get; }
}
