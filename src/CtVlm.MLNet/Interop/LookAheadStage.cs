using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>What a look-ahead view computes: a stream of results, one an input and in order, and getters over the current result.</summary>
internal abstract class LookAheadStage<TInput, TResult>
{
    /// <summary>Index of the source column that feeds the stream.</summary>
    public abstract int InputColumnIndex { get; }

    /// <summary>The columns that are added.</summary>
    public abstract DataViewSchema.DetachedColumn[] AddedColumns { get; }

    /// <summary>Whether rows that failed are left out. If so, the stream runs whichever columns are asked for, so that the rows are always the same.</summary>
    public virtual bool DropsRows => false;

    /// <summary>Opens the stream. The inputs may be read on another thread, by one thread at a time.</summary>
    public abstract IEnumerator<TResult> Open(IEnumerable<TInput> inputs);

    /// <summary>Whether a row is kept when <see cref="DropsRows"/>.</summary>
    public virtual bool IsKept(TResult result) => true;

    /// <summary>A getter of an added column.</summary>
    public abstract Delegate CreateGetter(int addedColumn, Func<TResult> current);
}
