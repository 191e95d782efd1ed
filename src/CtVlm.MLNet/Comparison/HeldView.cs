using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Rows of columns in memory, in a given order.</summary>
internal sealed class HeldView : IDataView
{
    private readonly HeldColumn[] _columns;
    private readonly int[] _rows;

    /// <param name="rows">Which rows, in which order.</param>
    /// <param name="columns">The columns.</param>
    public HeldView(int[] rows, params IEnumerable<HeldColumn> columns)
    {
        _rows = rows;
        _columns = [.. columns];
        DataViewSchema.Builder builder = new();
        foreach (HeldColumn column in _columns)
        {
            builder.AddColumn(column.Column.Name, column.Column.Type, column.Column.Annotations);
        }

        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly HeldView _view;
        private readonly bool[] _active;
        private long _position = -1;

        public Cursor(HeldView view, IEnumerable<DataViewSchema.Column> columnsNeeded)
        {
            _view = view;
            _active = new bool[view._columns.Length];
            foreach (DataViewSchema.Column column in columnsNeeded)
            {
                _active[column.Index] = true;
            }
        }

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
            ? _view._columns[column.Index].CreateGetter(Row) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, it cannot be read as {typeof(TValue)}.")
            : throw new ArgumentException($"Column '{column.Name}' is not active.", nameof(column));

        public override bool MoveNext()
        {
            if (_position >= _view._rows.Length)
            {
                return false;
            }

            return ++_position < _view._rows.Length;
        }

        private int Row() => _position >= 0 && _position < _view._rows.Length
            ? _view._rows[_position]
            : throw new InvalidOperationException("The cursor is not on a row.");
    }
}
