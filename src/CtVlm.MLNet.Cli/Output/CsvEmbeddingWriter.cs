using System.Globalization;
using CsvHelper;

namespace CtVlm.MLNet.Cli;

/// <summary>The CSV form: the columns of the Parquet form, the embedding as e0..e{d-1} in the shortest text that reads back to the same float.</summary>
internal sealed class CsvEmbeddingWriter : IEmbeddingWriter
{
    private readonly EmbeddingLayout _layout;
    private readonly CsvWriter _csv;

    private CsvEmbeddingWriter(Stream stream, EmbeddingLayout layout)
    {
        _layout = layout;
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
    }

    /// <summary>Begins a file: writes its header.</summary>
    public static async Task<CsvEmbeddingWriter> CreateAsync(Stream stream, EmbeddingLayout layout, CancellationToken cancellationToken)
    {
        CsvEmbeddingWriter writer = new(stream, layout);
        string[] header =
        [
            StudiesCsv.SeriesPath, StudiesCsv.PatientId, StudiesCsv.Severity, EmbeddingLayout.SeriesInstanceUid, EmbeddingLayout.SliceCount,
            .. layout.HasSliceIndex ? [EmbeddingLayout.SliceIndex] : Array.Empty<string>(),
            .. layout.HasTokenIndex ? [EmbeddingLayout.TokenIndex] : Array.Empty<string>(),
            .. layout.ExtraColumns,
            .. Enumerable.Range(0, layout.Width).Select(EmbeddingLayout.Component),
        ];
        await writer._csv.WriteRecordAsync(header, cancellationToken);
        return writer;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(EmbeddingRow row, CancellationToken cancellationToken)
    {
        string[] fields =
        [
            row.Study.SeriesPath, row.Study.PatientId, row.Study.Severity is { } severity ? Text(severity) : "", row.SeriesInstanceUid, PlainText.Number(row.SliceCount),
            .. _layout.HasSliceIndex ? [PlainText.Number(row.SliceIndex ?? 0)] : Array.Empty<string>(),
            .. _layout.HasTokenIndex ? [PlainText.Number(row.TokenIndex ?? 0)] : Array.Empty<string>(),
            .. row.Study.Extras,
            .. row.Embedding.ToArray().Select(Text),
        ];
        await _csv.WriteRecordAsync(fields, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(CancellationToken cancellationToken) => await _csv.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);
}
