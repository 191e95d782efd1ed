using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>
/// A view whose added columns come from a stream that reads ahead. Two cursors walk the source: one feeds the stream, and has only the input
/// column active; the other serves the pass-through columns, so that a row's label always belongs to the row in hand.
/// </summary>
internal sealed class LookAheadView<TInput, TResult> : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly LookAheadStage<TInput, TResult> _stage;
    private readonly ColumnBindings _bindings;

    public LookAheadView(IHost host, IDataView source, LookAheadStage<TInput, TResult> stage)
    {
        _host = host;
        _source = source;
        _stage = stage;
        _bindings = new ColumnBindings(source.Schema, stage.AddedColumns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _bindings.Schema;

    public long? GetRowCount() => _stage.DropsRows ? null : _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Func<int, bool> isNeeded = RowCursorUtils.FromColumnsToPredicate(columnsNeeded, Schema);
        bool[] active = [.. Enumerable.Range(0, Schema.Count).Select(isNeeded)];
        bool[] activeSource = _bindings.GetActiveInput(isNeeded);
        DataViewRowCursor passThrough = _source.GetRowCursor(_source.Schema.Where(c => activeSource[c.Index]));
        bool needsStream = _stage.DropsRows || _bindings.AddedColumnIndices.Any(isNeeded);
        return new LookAheadCursor<TInput, TResult>(_host, _bindings, active, passThrough, needsStream ? OpenStream : null, _stage);
    }

    /// <summary>One cursor: splitting the rows would split the batches.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private IEnumerator<TResult> OpenStream(long firstRow) => _stage.Open(ReadInputs(firstRow));

    private IEnumerable<TInput> ReadInputs(long firstRow)
    {
        DataViewSchema.Column column = _source.Schema[_stage.InputColumnIndex];
        using DataViewRowCursor ahead = _source.GetRowCursor([column]);
        ValueGetter<TInput> getter = ahead.GetGetter<TInput>(column);
        for (long row = 0; row < firstRow; row++)
        {
            ahead.MoveNext();
        }

        while (ahead.MoveNext())
        {
            TInput value = default!;
            getter(ref value);
            yield return value;
        }
    }
}
