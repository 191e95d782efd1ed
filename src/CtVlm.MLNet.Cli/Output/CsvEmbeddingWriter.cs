using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CtVlm.MLNet.Cli;

/// <summary>The CSV form: the columns of the Parquet form, the embedding as e0..e{d-1} in the shortest text that reads back to the same float.</summary>
internal sealed class CsvEmbeddingWriter : IEmbeddingWriter
{
    private readonly EmbeddingLayout _layout;
    private readonly CsvWriter _csv;

    private CsvEmbeddingWriter(Stream stream, EmbeddingLayout layout)
    {
        _layout = layout;
        StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        _csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
    }

    /// <summary>Begins a file: writes its header.</summary>
    public static async Task<CsvEmbeddingWriter> CreateAsync(Stream stream, EmbeddingLayout layout)
    {
        CsvEmbeddingWriter writer = new(stream, layout);
        await writer.WriteRecordAsync([
            StudiesCsv.SeriesPath, StudiesCsv.PatientId, StudiesCsv.Severity, EmbeddingLayout.SeriesInstanceUid, EmbeddingLayout.SliceCount,
            .. layout.HasSliceIndex ? [EmbeddingLayout.SliceIndex] : Array.Empty<string>(),
            .. layout.ExtraColumns,
            .. Enumerable.Range(0, layout.Width).Select(EmbeddingLayout.Component),
        ]);
        return writer;
    }

    /// <inheritdoc/>
    public Task WriteAsync(EmbeddingRow row, CancellationToken cancellationToken) => WriteRecordAsync([
        row.Study.SeriesPath, row.Study.PatientId, row.Study.Severity is { } severity ? Text(severity) : "", row.SeriesInstanceUid, PlainText.Number(row.SliceCount),
        .. _layout.HasSliceIndex ? [PlainText.Number(row.SliceIndex ?? 0)] : Array.Empty<string>(),
        .. row.Study.Extras,
        .. row.Embedding.ToArray().Select(Text),
    ]);

    /// <inheritdoc/>
    public Task CompleteAsync(CancellationToken cancellationToken) => _csv.FlushAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);

    private Task WriteRecordAsync(IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            _csv.WriteField(field);
        }

        return _csv.NextRecordAsync();
    }
}
