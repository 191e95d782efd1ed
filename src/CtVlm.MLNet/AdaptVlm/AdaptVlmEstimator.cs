using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using TorchSharp;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Adapts an encoder to series and their reports or classes, then embeds with it: LoRA or more of both towers, a pooling and a head train together.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes: one pass that opens the series, which are then decoded again at every step; without trained vision blocks each slice is embedded once, or taken from the cache of EmbedCt</description></listheader>
/// <item><term>Input column data type</term><description><see cref="CtVolumeDataViewType"/>; text of the report</description></item>
/// <item><term>Label column data type, in training only</term><description>A key, text, <see cref="bool"/> or whole number; patients: text, a key or a whole number; positive keys: as labels</description></item>
/// <item><term>Output column data type</term><description>Bag, Vector of <see cref="float"/>, variable length n x d, dimensions [0, d]; on demand the pooled vector, the text's vector, and Score and PredictedLabel of the head</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet and a libtorch</description></item>
/// <item><term>Savable</term><description>Yes: adapters, changed tensors, pooling and head; the base encoder by reference and hash, or embedded on demand</description></item>
/// <item><term>Row or batch</term><description>Trains on batches of series; the model embeds as EmbedCt and EmbedText do</description></item>
/// <item><term>Thread-safe</term><description>The model is; training is one thread's, with torch's threads below it</description></item>
/// <item><term>Device</term><description>The context's GpuDeviceId and FallbackToCpu, in training and in the model; training's element type is <see cref="VlmTraining.Precision"/></description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Training rows without a volume, patient or, where the loss uses them, text are left out, and counted in a warning. On the CPU the same data and settings give the same model.
/// Training on CUDA was built and tested by running its operations on the CPU; it has not been run on a GPU.
/// See samples/06-AdaptAndCompare. <b>Source:</b> arXiv 2604.13021.
/// </remarks>
public sealed class AdaptVlmEstimator : IEstimator<AdaptVlmTransformer>
{
    internal const string Verb = "AdaptVlm";

    private static readonly ProgressHeader s_progress = new(["loss", "metric", "slices/s", "seconds left"], ["steps"]);

    private readonly IHost _host;
    private readonly AdaptVlmOptions _options;
    private readonly RuntimeSettings _settings;

    internal AdaptVlmEstimator(IHostEnvironment environment, AdaptVlmOptions options)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(AdaptVlmEstimator));
        _host.CheckValue(options, nameof(options));
        _host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        _host.CheckValue(options.Encoder, nameof(options.Encoder));
        _host.CheckValue(options.Training, nameof(options.Training));
        options.Training.Validate(nameof(options));
        _host.CheckParam(!options.FindFaults().Any(), nameof(options), $"{Verb}: {string.Join("; ", options.FindFaults())}.");
        _options = options;

        // Frozen towers compute as the training says, whatever the model will do when it embeds.
        _settings = RuntimeSettings.From(environment, (options.Runtime ?? new CtRuntimeOptions()) with { Precision = options.Training.Precision, AllowTf32 = false });
    }

    /// <summary>Trains.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The rows or the encoder do not fit the loss; every fault is in the message.</exception>
    /// <exception cref="TorchRuntimeException">The context asks for a GPU that is not there and does not fall back to the CPU, or libtorch cannot be loaded; no row is read before.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">The token of the training or of the context was cancelled.</exception>
    /// <exception cref="InvalidOperationException">No patient can be held back, or the checkpoint is of another run.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written; the last good one stays.</exception>
    public AdaptVlmTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        GetOutputSchema(SchemaShape.Create(input.Schema));
        torch.Device device = _settings.Device;
        AdaptedRows rows = AdaptedRows.Read(_host, input, _options);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_options.Training.CancellationToken, _settings.Options.CancellationToken);
        using IProgressChannel progress = _host.StartProgressChannel("Adapting an encoder");
        VlmTraining training = _options.Training with { CancellationToken = stop.Token, Progress = new ProgressRelay<TrainingProgress>(_host, progress, s_progress, Show, _options.Training.Progress) };
        VlmTrainingResult result = VlmTrainer.Train(_options.Encoder, _options.Rendering, rows.Series, training, device, point => EmbedFrozen(rows.Series, point, stop.Token));
        Tell(result);
        return AdaptVlmTransformer.Create(_host, _options, result, rows.ClassNames);
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and those that are added.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        AdaptedColumns.Check(_host, inputSchema, _options);
        SchemaShape schema = new EmbedCtEstimator(_host, AdaptVlmSteps.Embed(_options, _options.Encoder)).GetOutputSchema(inputSchema);
        if (_options.PooledColumnName is not null)
        {
            schema = new PoolEmbeddingsEstimator(_host, AdaptVlmSteps.Pool(_options) with { Pooling = SlicePooling.Mean() }).GetOutputSchema(schema);
        }

        if (_options.TextOutputColumnName is not null)
        {
            schema = new EmbedTextEstimator(_host, AdaptVlmSteps.EmbedText(_options, _options.Encoder)).GetOutputSchema(schema);
        }

        return _options.ScoreColumnPrefix is string prefix ? schema.With(ApplyHeadMapper.Promise(prefix)) : schema;
    }

    // As EmbedCt does it, so that its cache serves trainings too.
    private SliceVectors[] EmbedFrozen(IReadOnlyList<TrainingSeries> series, EmbeddingPoint point, CancellationToken cancellationToken)
    {
        long found = _settings.Cache.Statistics.Hits;
        using SeriesEmbedder embedder = new(_options.Encoder, EncoderInput.For(_options.Encoder, _options.Rendering), point, _settings, _host.CheckAlive, Log);
        using IEnumerator<SeriesEmbedding> stream = embedder.Open(series.Select(s => s.Volume));
        SliceVectors[] vectors = [.. series.Select(_ => Next())];
        Log(FormattableString.Invariant($"{Verb}: the vision tower does not train; the slices of {series.Count} series were embedded once, those of {_settings.Cache.Statistics.Hits - found} came from the cache."));
        return vectors;

        SliceVectors Next()
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.MoveNext();
            stream.Current.Failure?.Throw();
            return new SliceVectors(stream.Current.Bag!.Values, stream.Current.PositionsMm);
        }
    }

    private static void Show(IProgressEntry entry, TrainingProgress last)
    {
        entry.SetProgress(0, last.Step, last.Steps);
        entry.SetMetric(0, last.Loss);
        entry.SetMetric(2, last.ItemsPerSecond);
        entry.SetMetric(3, last.Remaining.TotalSeconds);
        if (last.Metric is { } metric)
        {
            entry.SetMetric(1, metric);
        }
    }

    private void Log(string message)
    {
        using IChannel channel = _host.Start("Adapting an encoder");
        channel.Info(message);
    }

    private static string Skipped(TrainingReport report) =>
        report.SkippedSteps == 0 ? "" : FormattableString.Invariant($"; {report.SkippedSteps} steps left out, whose gradient overflowed");

    private void Tell(VlmTrainingResult result)
    {
        Log(FormattableString.Invariant(
            $"{Verb}: {result.TrainedSeries} series of {result.TrainedPatients} patients trained on, {result.HeldBackSeries} of {result.HeldBackPatients} held back; {result.Path}; step {result.Report.BestStep} of {result.Report.Losses.Count} kept, {result.Report.Time.TotalSeconds:0.0} s on {_settings.Device} in {_options.Training.Precision}{Skipped(result.Report)}."));
    }
}
