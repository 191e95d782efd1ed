using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli;

/// <summary>One run of <c>embed --text</c>: reads a column of studies.csv, embeds its texts, writes the file. No series is opened.</summary>
internal sealed class TextEmbedJob(EmbedRequest request, EncoderSettings encoderSettings, string column) : IEmbedJob
{
    private const string Vector = "Embedding";

    public string Describe(EmbedOutcome outcome) => $"{request.Output}: {PlainText.Count(outcome.Rows, "row", "rows")}, a text each";

    /// <summary>Runs it.</summary>
    /// <exception cref="ToolException">The cohort cannot be read, or has no such column.</exception>
    public async Task<EmbedOutcome> RunAsync(CancellationToken cancellationToken)
    {
        VlmEncoder encoder = encoderSettings.OpenForTexts();
        StudyTable cohort = await StudyReader.ReadAsync(request.Console, request.Cohort, cancellationToken);
        TextColumn texts = TextColumn.Find(cohort, column, request.Cohort);
        IReadOnlyList<Study> studies = request.Shard.Take(texts.Studies);
        ToolTorch.EnsureLoaded();
        EmbeddingLayout layout = EmbeddingLayout.CreateForTexts(encoder, CommonOptions.ResolveCompute(request.Device, request.Runtime), column, texts.ExtraColumns);
        return await ProgressDisplay.RunAsync(
            request.Console, "embed", progress => Task.Run(() => WriteAsync(encoder, studies, layout, progress, cancellationToken), cancellationToken));
    }

    private async Task<EmbedOutcome> WriteAsync(
        VlmEncoder encoder, IReadOnlyList<Study> studies, EmbeddingLayout layout, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        int rows = 0;
        using AtomicFile file = new(request.Output);
        await using (IEmbeddingWriter writer = await EmbeddingFile.CreateWriterAsync(request.Output, file.Stream, layout, cancellationToken))
        {
            foreach (float[] vector in Embed(encoder, [.. studies.Select(study => study.Report)]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await writer.WriteAsync(new EmbeddingRow(studies[rows], "", 0, null, vector), cancellationToken);
                progress.Report(new ProgressStep(++rows, studies.Count));
            }

            await writer.CompleteAsync(cancellationToken);
        }

        file.Commit();
        return new EmbedOutcome(0, rows, 0);
    }

    private IEnumerable<float[]> Embed(VlmEncoder encoder, string[] texts)
    {
        if (texts.Length == 0)
        {
            yield break;
        }

        // Held until the end, so that counting and embedding load the weights once.
        using EncoderLease<ITextEncoder> lease = encoder.AcquireText(
            TorchDevices.Resolve(CommonOptions.ReadDevice(request.Device), fallbackToCpu: false), request.Runtime.Precision ?? NumericPrecision.Float32);
        Warn(lease.Encoder.CountTokens(texts), texts);
        MLContext ml = CommonOptions.CreateContext(request.Device, request.Runtime);
        IDataView source = ml.Data.LoadFromEnumerable(texts.Select(text => new TextRow { Text = text }));
        ITransformer model = ml.Transforms.EmbedText(Vector, nameof(TextRow.Text), encoder).Fit(source);
        using IDisposable? weights = model as IDisposable;
        IDataView embedded = model.Transform(source);
        using DataViewRowCursor cursor = embedded.GetRowCursor([embedded.Schema[Vector]]);
        ValueGetter<VBuffer<float>> values = cursor.GetGetter<VBuffer<float>>(embedded.Schema[Vector]);
        while (cursor.MoveNext())
        {
            VBuffer<float> vector = default;
            values(ref vector);
            yield return [.. vector.DenseValues()];
        }
    }

    private void Warn(IReadOnlyList<TextTokens> tokens, string[] texts)
    {
        int truncated = tokens.Count(t => t.IsTruncated), empty = texts.Count(string.IsNullOrWhiteSpace);
        if (truncated > 0)
        {
            request.Console.Warn($"{PlainText.Number(truncated)} of {PlainText.Count(texts.Length, "text", "texts")} cut to the encoder's {PlainText.Number(tokens.Max(t => t.Used))} tokens; the longest has {PlainText.Number(tokens.Max(t => t.Full))}.");
        }

        if (empty > 0)
        {
            request.Console.Warn($"{PlainText.Number(empty)} of {PlainText.Count(texts.Length, "text", "texts")} empty; their rows hold the embedding of an empty text.");
        }
    }
}
