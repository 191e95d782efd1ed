using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The rows of a diagnosis, read in one pass; from more than the bound, a sample without replacement.</summary>
/// <remarks><b>Source:</b> Vitter 1985, algorithm R, for the sample.</remarks>
internal sealed class DiagnosedRows
{
    private readonly List<DiagnosedRow> _rows = [];
    private readonly int[] _widths;

    private DiagnosedRows(DiagnosisColumns columns)
    {
        Columns = columns;
        _widths = [columns.Embedding.Type.GetVectorSize(), .. columns.Others.Select(c => c.Type.GetVectorSize())];
    }

    /// <summary>The columns.</summary>
    public DiagnosisColumns Columns { get; }

    /// <summary>Rows read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows left out because a vector of theirs is not finite.</summary>
    public long Missing { get; private set; }

    /// <summary>Rows held.</summary>
    public IReadOnlyList<DiagnosedRow> Rows => _rows;

    /// <summary>Mean slice weights along z.</summary>
    public IReadOnlyList<SliceProfileBin> Profile { get; private set; } = [];

    /// <summary>Reads the rows.</summary>
    /// <exception cref="InvalidOperationException">No row is left, or a row has no patient, or weights and positions of different length.</exception>
    public static DiagnosedRows Read(IHostEnvironment environment, IDataView data, DiagnosisColumns columns, GeometryDiagnosisOptions options)
    {
        DiagnosedRows rows = new(columns);
        rows.Fill(environment, data, options);
        return rows._rows.Count > 0 ? rows : throw environment.Process(new InvalidOperationException(
            $"{DiagnosisColumns.Verb}: no row of column '{columns.Embedding.Name}' is left to diagnose; {rows.RowsRead} read, {rows.Missing} of them with missing values."));
    }

    /// <summary>One of the vectors of all rows.</summary>
    /// <param name="vector">0 for the embedding, then what it is compared with.</param>
    public DiagnosisRows GetVectors(int vector)
    {
        int width = _widths[vector];
        float[] values = new float[_rows.Count * width];
        for (int row = 0; row < _rows.Count; row++)
        {
            _rows[row].Vectors[vector].CopyTo(values, row * width);
        }

        return DiagnosisRows.FromSingles(values, width);
    }

    private void Fill(IHostEnvironment environment, IDataView data, GeometryDiagnosisOptions options)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(Columns.All);
        Func<float[]?>[] vectors = [.. new[] { Columns.Embedding }.Concat(Columns.Others).Select(column => ReadVector(cursor, column))];
        Func<LabelValue?> label = Columns.Label is { } l ? LabelReader.Create(cursor, l, DiagnosisColumns.Verb) : () => null;
        Func<string?> patient = Columns.Patient is { } p ? PatientReader.Create(cursor, p) : () => null;
        SliceProfileReader? profile = Columns.Profile.Count == 0 ? null : new(cursor, Columns.Profile[0], Columns.Profile[1], options.ProfileBinMm);
        Random random = new(options.Seed);
        while (cursor.MoveNext())
        {
            environment.CheckAlive();
            RowsRead++;
            profile?.Add();
            float[]?[] values = [.. vectors.Select(read => read())];
            if (values.Contains(null))
            {
                Missing++;
                continue;
            }

            string? who = patient();
            if (Columns.Patient is { } column && who is null)
            {
                throw environment.Process(new InvalidOperationException(
                    $"{DiagnosisColumns.Verb}: row {cursor.Position}: patient column '{column.Name}' is empty, a patient expected for every row. Fill it, or leave the row out."));
            }

            Keep(new DiagnosedRow(values!, label(), who), options.MaxRows, random);
        }

        Profile = profile?.ToBins() ?? [];
    }

    private void Keep(DiagnosedRow row, int limit, Random random)
    {
        if (_rows.Count < limit)
        {
            _rows.Add(row);
            return;
        }

        long place = random.NextInt64(RowsRead - Missing);
        if (place < limit)
        {
            _rows[(int)place] = row;
        }
    }

    private static Func<float[]?> ReadVector(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
            return values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? null : values.ToArray();
        };
    }
}
