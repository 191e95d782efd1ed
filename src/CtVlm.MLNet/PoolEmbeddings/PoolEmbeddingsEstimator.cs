using System.Globalization;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Pools a bag of slice embeddings into one vector. A pooling that learns is trained on the labelled rows it is fitted on, and no others.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No, for poolings without parameters; one pass for those that are trained, such as gated attention</description></listheader>
/// <item><term>Input column data type</term><description>Vector of <see cref="float"/>, variable length n x d, dimensions [0, d]; positions in mm, a vector of <see cref="float"/>, where the pooling uses them</description></item>
/// <item><term>Label column data type, in training only</term><description>A key, text, <see cref="bool"/> or whole number; patients: text, a key or a whole number</description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/>, with slot names such as clip.mean.017; on request slice weights, a vector of <see cref="float"/>, with their entropy and effective slice count as <see cref="float"/></description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet; a libtorch for most poolings but mean and max</description></item>
/// <item><term>Savable</term><description>Yes, with everything that was learnt</description></item>
/// <item><term>Row or batch</term><description>Row; training takes batches of bags</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Training rows without a label or a patient, with an empty bag, or with NaN are left out, and counted in a warning. See samples/01-Quickstart.
/// </remarks>
public sealed class PoolEmbeddingsEstimator : IEstimator<PoolEmbeddingsTransformer>
{
    private static readonly ProgressHeader s_progress = new(["training loss", "validation loss"], ["epochs"]);

    private readonly IHost _host;
    private readonly PoolEmbeddingsOptions _options;
    private readonly PoolingColumns _columns;
    private readonly RuntimeSettings _settings;

    internal PoolEmbeddingsEstimator(IHostEnvironment environment, PoolEmbeddingsOptions options)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(PoolEmbeddingsEstimator));
        _host.CheckValue(options, nameof(options));
        _host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        _host.CheckValue(options.Pooling, nameof(options.Pooling));
        _options = options;
        _columns = new PoolingColumns(options);
        _settings = RuntimeSettings.From(environment);
    }

    /// <summary>Trains the pooling, where it learns; the others are ready.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or the pooling has no slice weights.</exception>
    /// <exception cref="InvalidOperationException">The rows cannot train the pooling.</exception>
    /// <exception cref="OperationCanceledException">The token of the training or of the context was cancelled.</exception>
    public PoolEmbeddingsTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        GetOutputSchema(SchemaShape.Create(input.Schema));
        if (_options.Pooling is not TrainedPooling pooling)
        {
            PoolEmbeddingsTransformer ready = new(_host, _options, null, null);
            ready.GetOutputSchema(input.Schema);
            return ready;
        }

        PoolingData data = PoolingRows.Read(_host, input, _columns, pooling);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(pooling.Training.CancellationToken, _settings.Options.CancellationToken);
        using IProgressChannel progress = _host.StartProgressChannel("Training a pooling");
        PoolingTrainingResult result = PoolingTrainer.Train(
            pooling, data, pooling.Training with { CancellationToken = stop.Token, Progress = new ProgressRelay<PoolingTrainingProgress>(_host, progress, s_progress, Show, pooling.Training.Progress) });
        TellOfMean(result.Report);
        return new PoolEmbeddingsTransformer(_host, _options, result.Pooling, result.Report);
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns, the pooled vector, and the slice weights where they are asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or the pooling has no slice weights.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        _columns.CheckPooling(_host, nameof(inputSchema));
        SchemaShape.Column bag = _columns.FindBag(_host, inputSchema);
        _columns.CheckPromised(_host, inputSchema);
        return inputSchema.With(_columns.Promise(bag));
    }

    private static void Show(IProgressEntry entry, PoolingTrainingProgress last)
    {
        entry.SetProgress(0, last.Epoch, last.MaxEpochs);
        entry.SetMetric(0, last.TrainingLoss);
        if (last.ValidationLoss is { } loss)
        {
            entry.SetMetric(1, loss);
        }
    }

    private void TellOfMean(PoolingTrainingReport report)
    {
        if (report.Mean is { IsMeanKept: true } mean)
        {
            using IChannel channel = _host.Start("Training a pooling");
            channel.Info(string.Create(
                CultureInfo.InvariantCulture,
                $"Pooling '{_options.Pooling.Name}' gives every slice the same weight: on {mean.Patients} patients held back its learnt weights gained {mean.Gain:g3} of loss over the mean, with a standard error of {mean.StandardError:g3}."));
        }
    }
}
