using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The cursor of a <see cref="RowSubsetView"/>.</summary>
internal sealed class RowSubsetCursor(IHost host, DataViewRowCursor source, bool[] keep) : RootCursorBase(host)
{
    private long _row = -1;

    public override DataViewSchema Schema => source.Schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

    /// <inheritdoc/>
    protected override bool MoveNextCore()
    {
        while (source.MoveNext())
        {
            if (++_row >= keep.Length)
            {
                throw Changed($"more than {keep.Length}");
            }

            if (keep[_row])
            {
                return true;
            }
        }

        return _row == keep.Length - 1 ? false : throw Changed($"{_row + 1}");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    // Places would no longer be those that were dealt to folds, and patients could be on both sides.
    private InvalidOperationException Changed(string rows) =>
        Ch.Process(new InvalidOperationException($"The data that was split gives {rows} rows now, {keep.Length} when it was split. Split a view that does not change, for instance one that Data.Cache made."));
}
