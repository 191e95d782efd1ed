using Microsoft.ML;

namespace CtVlm.MLNet.Cli;

/// <summary>One run of <c>compare</c>: reads the cohort, runs the experiment, writes report.html and results.json.</summary>
internal sealed class CompareJob(CompareRequest request)
{
    private const string Volume = "Volume";

    /// <summary>Runs it.</summary>
    /// <returns>What was found; of a run that was interrupted, nothing is written.</returns>
    /// <exception cref="ToolException">The cohort cannot be read, or the experiment cannot be run on it.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public async Task<StrategyExperimentResult> RunAsync(CancellationToken cancellationToken)
    {
        StudyTable table = await StudyReader.ReadAsync(request.Console, request.Cohort, cancellationToken);
        CompareCohort cohort = CompareCohort.Create(table, request.Label, request.Cohort);
        ToolTorch.EnsureLoaded();
        Directory.CreateDirectory(request.Output);
        StrategyExperimentResult result = await ProgressDisplay.RunAsync(
            request.Console, "compare", display => Task.Run(() => Run(cohort, display, cancellationToken), CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private StrategyExperimentResult Run(CompareCohort cohort, IProgress<ProgressStep> display, CancellationToken cancellationToken)
    {
        CompareProgress progress = new(display, cohort.Rows.Count);
        MLContext ml = CommonOptions.CreateContext(request.Device, request.Runtime with { Progress = new Relay<EmbedProgress>(progress.Embedded) });
        IDataView view = cohort.View(ml);
        StrategyExperiment experiment = ml.CtVlm().CreateStrategyExperiment(Complete(cohort, progress)).SetDataset(view, ml.Transforms.LoadCtSeries(new LoadCtSeriesOptions
        {
            OutputColumnName = Volume,
            InputColumnName = nameof(CompareRow.SeriesPath),
            OnError = SeriesErrorPolicy.MissingValue,
        }));
        StrategyExperimentResult result = Execute(experiment, cancellationToken);
        if (!cancellationToken.IsCancellationRequested)
        {
            Write(result, ml, view);
        }

        return result;
    }

    private StrategyExperimentSettings Complete(CompareCohort cohort, CompareProgress progress)
    {
        bool hasTexts = cohort.HasReports && CompareSpace.HasTexts(request.Settings.Space);
        return request.Settings.Metric == StrategyMetric.TextToImageMrr && !hasTexts
            ? throw new ToolException("--metric mrr ranks by text-to-image retrieval: it needs reports in the column 'report' and an encoder with a text tower. Name another metric.")
            : request.Settings with
            {
                LabelColumnName = cohort.LabelColumnName,
                IgnoredColumns = [nameof(CompareRow.Severity), nameof(CompareRow.Label)],
                PatientColumnName = request.Settings.RowsAreIndependent ? null : nameof(CompareRow.PatientId),
                ReportColumnName = hasTexts ? nameof(CompareRow.Report) : null,
                VolumeColumnName = Volume,
                OnError = SeriesErrorPolicy.SkipRow,
                CheckpointFolder = request.CheckpointFolder,
                Monitor = progress,
            };
    }

    private StrategyExperimentResult Execute(StrategyExperiment experiment, CancellationToken cancellationToken)
    {
        try
        {
            return experiment.Run(cancellationToken);
        }
        catch (InvalidOperationException failure) when (request.CheckpointFolder is not null && failure.Message.Contains("checkpoint folder", StringComparison.Ordinal))
        {
            throw new ToolException($"{failure.Message} (--resume DIR names another folder, --resume none keeps nothing.)", failure);
        }
        catch (TimeoutException failure)
        {
            throw new ToolException($"{failure.Message} (--max-time; call again with the same arguments to go on.)", failure);
        }
    }

    private void Write(StrategyExperimentResult result, MLContext ml, IDataView view)
    {
        using (AtomicFile results = new(Path.Combine(request.Output, "results.json")))
        {
            results.Stream.Write(System.Text.Encoding.UTF8.GetBytes(result.ToJson() + "\n"));
            results.Commit();
        }

        result.WriteReport(Path.Combine(request.Output, "report.html"), new StrategyReportOptions { Notes = [new("column of classes in the table", request.Label)] });
        if (request.ModelPath is { } path)
        {
            OutputFolder.Ensure(path);
            ml.Model.Save(result.Model ?? throw new ToolException("There is no model to save: the recommended strategy was not fitted."), view.Schema, path);
        }
    }
}
