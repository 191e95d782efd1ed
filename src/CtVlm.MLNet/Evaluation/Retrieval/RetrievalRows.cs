using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The rows of a retrieval, read in one pass.</summary>
internal sealed class RetrievalRows
{
    private readonly List<RetrievalRow> _rows = [];
    private readonly RetrievalColumns _columns;
    private readonly bool _needsDirection;

    private RetrievalRows(RetrievalColumns columns, RetrievalOptions options)
    {
        _columns = columns;
        _needsDirection = options.Similarity == RetrievalSimilarity.Cosine;
    }

    /// <summary>Rows read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows left out because they lack the relevance key.</summary>
    public long WithoutKey { get; private set; }

    /// <summary>Rows whose query vector is missing.</summary>
    public long MissingQueries { get; private set; }

    /// <summary>Rows whose candidate vector is missing.</summary>
    public long MissingCandidates { get; private set; }

    /// <summary>Rows held: each has a query, a candidate or both.</summary>
    public IReadOnlyList<RetrievalRow> Rows => _rows;

    /// <summary>Reads the rows.</summary>
    /// <exception cref="InvalidOperationException">No query or no candidate is left; a row has no patient; there are too many rows.</exception>
    public static RetrievalRows Read(IHostEnvironment environment, IDataView data, RetrievalColumns columns, RetrievalOptions options)
    {
        RetrievalRows rows = new(columns, options);
        rows.Fill(environment, data, options);
        foreach ((string role, DataViewSchema.Column column, bool exists) in new[]
                 {
                     ("query", columns.Query, rows._rows.Any(r => r.Query is not null)), ("candidate", columns.Candidate, rows._rows.Any(r => r.Candidate is not null)),
                 })
        {
            if (!exists)
            {
                throw environment.Process(new InvalidOperationException(
                    $"{RetrievalColumns.Verb}: no {role} is left in column '{column.Name}', at least 1 expected; {rows.RowsRead} rows read, {rows.WithoutKey} of them without a relevance key. Check the embeddings of the rows."));
            }
        }

        return rows;
    }

    private void Fill(IHostEnvironment environment, IDataView data, RetrievalOptions options)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(_columns.All);
        Func<float[]?> query = ReadVector(cursor, _columns.Query);
        Func<float[]?> candidate = ReadVector(cursor, _columns.Candidate);
        CategoryNumbers key = new(cursor, _columns.Relevance), patient = new(cursor, _columns.Patient);
        CategoryNumbers[] grades = [.. _columns.Grades.Select(column => new CategoryNumbers(cursor, column))];
        while (cursor.MoveNext())
        {
            environment.CheckAlive();
            RowsRead++;
            int shared = key.Read();
            if (_columns.Relevance is not null && shared < 0)
            {
                WithoutKey++;
                continue;
            }

            float[]? asks = query(), found = candidate();
            MissingQueries += asks is null ? 1 : 0;
            MissingCandidates += found is null ? 1 : 0;
            if (asks is not null || found is not null)
            {
                Keep(environment, new RetrievalRow(cursor.Position, asks, found, shared, patient.Read(), [.. grades.Select(g => g.Read())]), options.MaxRows);
            }
        }
    }

    private void Keep(IHostEnvironment environment, RetrievalRow row, int limit)
    {
        if (_columns.Patient is { } patient && row.Patient < 0)
        {
            throw environment.Process(new InvalidOperationException(
                $"{RetrievalColumns.Verb}: row {row.Position}: group column '{patient.Name}' is empty, a patient expected for every row. Fill it, or leave the row out."));
        }

        if (_rows.Count == limit)
        {
            throw environment.Process(new InvalidOperationException(
                $"{RetrievalColumns.Verb}: more than {limit} rows, at most {limit} expected. Evaluate a test set, or raise {nameof(RetrievalOptions.MaxRows)}: memory grows with the rows, time with their square."));
        }

        _rows.Add(row);
    }

    private Func<float[]?> ReadVector(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
            bool isMissing = values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) || (_needsDirection && !values.ContainsAnyExcept(0f));
            return isMissing ? null : values.ToArray();
        };
    }
}
