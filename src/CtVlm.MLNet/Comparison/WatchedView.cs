using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>A view that notes whether its rows are read: a step that reads them when it is fitted may learn from them.</summary>
internal sealed class WatchedView(IDataView inner) : IDataView
{
    /// <summary>Whether a cursor went over the rows.</summary>
    public bool WasRead { get; private set; }

    public bool CanShuffle => inner.CanShuffle;

    public DataViewSchema Schema => inner.Schema;

    public long? GetRowCount() => inner.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        WasRead = true;
        return inner.GetRowCursor(columnsNeeded, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        WasRead = true;
        return inner.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
