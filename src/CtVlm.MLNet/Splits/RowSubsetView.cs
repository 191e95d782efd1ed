using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Some rows of a view, in its order; nothing is copied, and values of the other rows are never computed.</summary>
/// <param name="host">Makes cursors.</param>
/// <param name="source">The view; it must give the same rows in the same order each time.</param>
/// <param name="keep">Whether each of its rows is kept.</param>
internal sealed class RowSubsetView(IHost host, IDataView source, bool[] keep) : IDataView
{
    private readonly long _count = keep.LongCount(k => k);

    /// <summary>Rows are told by their place, so they are not shuffled.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new RowSubsetCursor(host, source.GetRowCursor(columnsNeeded), keep);

    /// <summary>One cursor: places are counted along one.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
