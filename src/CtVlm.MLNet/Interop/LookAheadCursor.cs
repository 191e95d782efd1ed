using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The cursor of a <see cref="LookAheadView{TInput, TResult}"/>. The stream starts when the first added value is read.</summary>
internal sealed class LookAheadCursor<TInput, TResult> : RootCursorBase
{
    private readonly ColumnBindings _bindings;
    private readonly bool[] _active;
    private readonly DataViewRowCursor _passThrough;
    private readonly Func<long, IEnumerator<TResult>>? _openStream;
    private readonly LookAheadStage<TInput, TResult> _stage;
    private readonly Delegate?[] _getters;
    private IEnumerator<TResult>? _stream;
    private long _streamRow = -1;
    private bool _isDisposed;

    public LookAheadCursor(
        IHost host,
        ColumnBindings bindings,
        bool[] active,
        DataViewRowCursor passThrough,
        Func<long, IEnumerator<TResult>>? openStream,
        LookAheadStage<TInput, TResult> stage)
        : base(host)
    {
        _bindings = bindings;
        _active = active;
        _passThrough = passThrough;
        _openStream = openStream;
        _stage = stage;
        _getters = [.. bindings.AddedColumnIndices.Select((column, added) => active[column] ? stage.CreateGetter(added, GetCurrent) : null)];
    }

    public override DataViewSchema Schema => _bindings.Schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _passThrough.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column is not active");
        int index = _bindings.MapColumnIndex(out bool isSource, column.Index);
        if (isSource)
        {
            return _passThrough.GetGetter<TValue>(_passThrough.Schema[index]);
        }

        return _getters[index] as ValueGetter<TValue>
            ?? throw Ch.Except($"Column '{column.Name}' holds {column.Type}, it cannot be read as {typeof(TValue)}.");
    }

    protected override bool MoveNextCore()
    {
        while (_passThrough.MoveNext())
        {
            if (!_stage.DropsRows || _stage.IsKept(ReadResult()))
            {
                return true;
            }
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stream?.Dispose();
            _passThrough.Dispose();
        }

        base.Dispose(disposing);
    }

    private TResult GetCurrent()
    {
        Ch.Check(IsGood, "The cursor is not on a row.");
        return ReadResult();
    }

    private TResult ReadResult()
    {
        long row = _passThrough.Position;
        if (_stream is null)
        {
            _stream = _openStream!(row);
            _streamRow = row - 1;
        }

        while (_streamRow < row)
        {
            _streamRow++;
            Ch.Check(_stream.MoveNext(), "The source has fewer rows than at the first reading.");
        }

        return _stream.Current;
    }
}
