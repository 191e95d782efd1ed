using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>A mapped view with exactly one cursor, in order, on the caller's thread.</summary>
internal sealed class SequentialView(RowToRowMapperTransform mapped) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => mapped.OutputSchema;

    public long? GetRowCount() => mapped.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        mapped.GetRowCursorCore(columnsNeeded, null);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
