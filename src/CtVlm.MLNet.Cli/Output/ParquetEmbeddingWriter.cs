using Parquet;
using Parquet.Schema;

namespace CtVlm.MLNet.Cli;

/// <summary>The Parquet form: scalar columns and the embedding as a list of floats; rows are held back until a row group is full.</summary>
internal sealed class ParquetEmbeddingWriter : IEmbeddingWriter
{
    // 16 MB of floats: large enough to compress and to scan, small enough to hold.
    private const int ValuesPerGroup = 1 << 22;

    private readonly ParquetWriter _writer;
    private readonly ParquetSchema _schema;
    private readonly EmbeddingLayout _layout;
    private readonly List<EmbeddingRow> _rows = [];

    private ParquetEmbeddingWriter(ParquetWriter writer, ParquetSchema schema, EmbeddingLayout layout)
    {
        _writer = writer;
        _schema = schema;
        _layout = layout;
    }

    /// <summary>Begins a file.</summary>
    public static async Task<ParquetEmbeddingWriter> CreateAsync(Stream stream, EmbeddingLayout layout, CancellationToken cancellationToken)
    {
        ParquetSchema schema = new(Fields(layout));
        ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: cancellationToken);
        writer.CustomMetadata = layout.Metadata;
        return new ParquetEmbeddingWriter(writer, schema, layout);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(EmbeddingRow row, CancellationToken cancellationToken)
    {
        _rows.Add(row);
        if ((long)_rows.Count * _layout.Width >= ValuesPerGroup)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static Field[] Fields(EmbeddingLayout layout) =>
    [
        new DataField<string>(StudiesCsv.SeriesPath),
        new DataField<string>(StudiesCsv.PatientId),
        new DataField<float?>(StudiesCsv.Severity),
        new DataField<string>(EmbeddingLayout.SeriesInstanceUid),
        new DataField<int>(EmbeddingLayout.SliceCount),
        .. layout.HasSliceIndex ? [new DataField<int>(EmbeddingLayout.SliceIndex)] : Array.Empty<Field>(),
        .. layout.HasTokenIndex ? [new DataField<int>(EmbeddingLayout.TokenIndex)] : Array.Empty<Field>(),
        .. layout.ExtraColumns.Select(name => new DataField<string>(name)),
        new ListField(EmbeddingLayout.Embedding, new DataField<float>(ListField.ElementName)),
    ];

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        Queue<DataField> fields = new(_schema.GetDataFields());
        using (ParquetRowGroupWriter group = _writer.CreateRowGroup())
        {
            await group.WriteAsync(fields.Dequeue(), Texts(row => row.Study.SeriesPath));
            await group.WriteAsync(fields.Dequeue(), Texts(row => row.Study.PatientId));
            await group.WriteAsync<float>(fields.Dequeue(), _rows.Select(row => row.Study.Severity).ToArray(), cancellationToken: cancellationToken);
            await group.WriteAsync(fields.Dequeue(), Texts(row => row.SeriesInstanceUid));
            await group.WriteAsync<int>(fields.Dequeue(), _rows.Select(row => row.SliceCount).ToArray(), cancellationToken: cancellationToken);
            if (_layout.HasSliceIndex)
            {
                await group.WriteAsync<int>(fields.Dequeue(), _rows.Select(row => row.SliceIndex ?? 0).ToArray(), cancellationToken: cancellationToken);
            }

            if (_layout.HasTokenIndex)
            {
                await group.WriteAsync<int>(fields.Dequeue(), _rows.Select(row => row.TokenIndex ?? 0).ToArray(), cancellationToken: cancellationToken);
            }

            for (int i = 0; i < _layout.ExtraColumns.Count; i++)
            {
                await group.WriteAsync(fields.Dequeue(), Texts(row => row.Study.Extras[i]));
            }

            await WriteEmbeddingsAsync(group, fields.Dequeue(), cancellationToken);
        }

        _rows.Clear();
    }

    // A list begins where the repetition level is 0; every list and every element is there, so the definition level is the highest.
    private Task WriteEmbeddingsAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellationToken)
    {
        float[] values = new float[_rows.Count * _layout.Width];
        int[] repetition = new int[values.Length];
        Array.Fill(repetition, 1);
        for (int i = 0; i < _rows.Count; i++)
        {
            _rows[i].Embedding.CopyTo(values.AsMemory(i * _layout.Width));
            repetition[i * _layout.Width] = 0;
        }

        int[] definition = new int[values.Length];
        Array.Fill(definition, field.MaxDefinitionLevel);
        return group.WriteAllPartsAsync<float>(field, values, definitionValues: definition, repetitionLevels: repetition, cancellationToken: cancellationToken);
    }

    private string[] Texts(Func<EmbeddingRow, string> select) => [.. _rows.Select(select)];
}
