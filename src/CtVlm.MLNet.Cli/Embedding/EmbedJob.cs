using Microsoft.ML;

namespace CtVlm.MLNet.Cli;

/// <summary>One run of <c>embed</c>: reads the cohort, embeds it, writes the file.</summary>
internal sealed class EmbedJob(EmbedRequest request, EmbedSettings settings) : IEmbedJob
{
    public string Describe(EmbedOutcome outcome) =>
        $"{request.Output}: {PlainText.Count(outcome.Rows, "row", "rows")} of {PlainText.Count(outcome.Series, "series", "series")}, {PlainText.Number(outcome.Failed)} failed";

    /// <summary>Runs it. A file is written unless every series failed.</summary>
    /// <exception cref="ToolException">The cohort cannot be read.</exception>
    public async Task<EmbedOutcome> RunAsync(CancellationToken cancellationToken)
    {
        StudyTable cohort = await StudyReader.ReadAsync(request.Console, request.Cohort, cancellationToken);
        IReadOnlyList<Study> studies = request.Shard.Take(cohort.Studies);
        ToolTorch.EnsureLoaded();
        EmbeddingLayout layout = EmbeddingLayout.Create(settings, CommonOptions.ResolveCompute(request.Device, request.Runtime), cohort.ExtraColumns);
        return await ProgressDisplay.RunAsync(
            request.Console, "embed", progress => Task.Run(() => WriteAsync(studies, layout, progress, cancellationToken), cancellationToken));
    }

    private async Task<EmbedOutcome> WriteAsync(
        IReadOnlyList<Study> studies, EmbeddingLayout layout, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        int series = 0, failed = 0;
        long rows = 0;
        using AtomicFile file = new(request.Output);
        await using (IEmbeddingWriter writer = await EmbeddingFile.CreateWriterAsync(request.Output, file.Stream, layout, cancellationToken))
        {
            foreach (EmbeddedStudy embedded in CreateEmbedder(studies.Count, progress).Run(studies))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (embedded.Failure.Length > 0)
                {
                    failed++;
                    request.Console.Warn($"{embedded.Study.SeriesPath}: {embedded.Failure}");
                    continue;
                }

                series++;
                foreach (EmbeddingRow row in Rows(embedded))
                {
                    await writer.WriteAsync(row, cancellationToken);
                    rows++;
                }
            }

            await writer.CompleteAsync(cancellationToken);
        }

        if (series > 0 || failed == 0)
        {
            file.Commit();
        }

        return new EmbedOutcome(series, rows, failed);
    }

    private StudyEmbedder CreateEmbedder(int total, IProgress<ProgressStep> progress)
    {
        MLContext context = CommonOptions.CreateContext(request.Device, request.Runtime with
        {
            Progress = new Relay<EmbedProgress>(p => progress.Report(new ProgressStep(p.SeriesDone, total, Note(p)))),
        });
        return new StudyEmbedder(context, settings);
    }

    private static string Note(EmbedProgress progress) =>
        $"{PlainText.Number(progress.SlicesEncoded)} slices encoded, {PlainText.Number(progress.CacheHits)} series from the cache, {PlainText.Number(progress.Failures)} failed";

    private IEnumerable<EmbeddingRow> Rows(EmbeddedStudy embedded)
    {
        (Study study, SeriesFacts facts, float[] values, _) = embedded;
        if (settings.Pooling is not null)
        {
            return [new EmbeddingRow(study, facts.SeriesInstanceUid, facts.SliceCount, null, values)];
        }

        int[] slices = settings.Rendering.Slices.GetIndices(facts.SliceCount, facts.SliceSpacingMm);
        int tokens = settings.TokensPerSlice;
        return Enumerable.Range(0, slices.Length * tokens).Select(i => new EmbeddingRow(
            study, facts.SeriesInstanceUid, facts.SliceCount, slices[i / tokens], values.AsMemory(i * settings.Width, settings.Width), settings.HasTokens ? i % tokens : null));
    }
}
