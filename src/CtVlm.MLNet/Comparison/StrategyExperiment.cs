using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Compares embedding strategies by cross-validation on the same rows and folds: embed once, compare many.</summary>
/// <remarks>
/// Each encoder, rendering and embedding point goes over the series once; bags are held in memory, 4 bytes a number: 64 KB a series with 32 slices of 512.
/// Poolings and projections that learn, and trainers, see a fold's training rows only. Results do not depend on the order of execution or the number of threads.
/// See Comparison/README.md, and samples/05-CompareGeometries.
/// </remarks>
public sealed class StrategyExperiment
{
    private readonly MLContext _context;
    private StrategyExperimentSettings _settings;
    private IDataView? _data;
    private IEstimator<ITransformer>? _preFeaturizer;

    internal StrategyExperiment(MLContext context, StrategyExperimentSettings settings)
    {
        string[] faults = [.. settings.FindFaults()];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"StrategyExperiment: {string.Join("; ", faults)}.", nameof(settings));
        }

        _context = context;
        _settings = settings;
    }

    /// <summary>Sets the rows.</summary>
    /// <param name="data">One row a series, with the columns that the settings name. The same rows in the same order at each reading.</param>
    /// <param name="preFeaturizer">What comes before the volumes, such as LoadCtSeries; fitted on all rows, so it must learn nothing from them. It becomes the head of the model.</param>
    /// <returns>This experiment.</returns>
    public StrategyExperiment SetDataset(IDataView data, IEstimator<ITransformer>? preFeaturizer = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
        _preFeaturizer = preFeaturizer;
        return this;
    }

    /// <summary>Sets who is told of every strategy.</summary>
    /// <param name="monitor">The monitor; it replaces that of the settings.</param>
    /// <returns>This experiment.</returns>
    public StrategyExperiment SetMonitor(IStrategyMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        _settings = _settings with { Monitor = monitor };
        return this;
    }

    /// <summary>Sets where finished fits are kept.</summary>
    /// <param name="folder">The folder; it replaces that of the settings.</param>
    /// <returns>This experiment.</returns>
    public StrategyExperiment SetCheckpoint(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _settings = _settings with { CheckpointFolder = folder };
        return this;
    }

    /// <summary>Runs the experiment on a thread of its own.</summary>
    /// <param name="cancellationToken">Stops embedding within one batch, and fits at their next step.</param>
    /// <returns>As <see cref="Run"/>.</returns>
    public Task<StrategyExperimentResult> RunAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Run(cancellationToken), CancellationToken.None);

    /// <summary>Runs the experiment, or goes on with it where a checkpoint folder holds the beginning.</summary>
    /// <param name="cancellationToken">Stops embedding within one batch, and fits at their next step.</param>
    /// <returns>What was found; of a run that was cancelled or came to a limit, what was finished by then.</returns>
    /// <exception cref="InvalidOperationException">
    /// There are no rows set; the rows cannot be divided into folds; no strategy could be fitted; or the checkpoint belongs to other settings or data, or is in use. The message says which.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before any strategy was through.</exception>
    /// <exception cref="TimeoutException">A limit was reached before any strategy was through.</exception>
    public StrategyExperimentResult Run(CancellationToken cancellationToken = default)
    {
        if (_data is null)
        {
            throw new InvalidOperationException("StrategyExperiment: there are no rows. Call SetDataset first.");
        }

        using StrategyStop stop = new(_settings, cancellationToken);
        using StrategyRun run = new(_context, _settings, _data, _preFeaturizer, stop);
        return run.Execute();
    }
}
