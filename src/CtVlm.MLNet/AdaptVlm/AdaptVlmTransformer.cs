using CtVlm.MLNet;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(AdaptVlmTransformer), null, typeof(SignatureLoadModel), AdaptVlmFormat.UserName, AdaptVlmFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Embeds volumes and texts with an adapted encoder, pools and scores; see <see cref="AdaptVlmEstimator"/>.</summary>
/// <remarks>Disposing releases the weights; they are loaded again if the transformer is used later.</remarks>
public sealed class AdaptVlmTransformer : ITransformer, IDisposable
{
    private readonly IHost _host;
    private readonly TransformerChain<ITransformer> _steps;

    internal AdaptVlmTransformer(IHostEnvironment environment, TransformerChain<ITransformer> steps, VlmEncoder encoder)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(AdaptVlmTransformer));
        _steps = steps;
        Encoder = encoder;
    }

    /// <summary>The adapted encoder: for other steps, and for <see cref="VlmEncoder.SaveAdapter"/>.</summary>
    public VlmEncoder Encoder { get; }

    /// <summary>The pooling with what it has learnt; null in a model that was loaded.</summary>
    public FittedPooling? Pooling { get; private init; }

    /// <summary>How training went; null in a model that was loaded.</summary>
    public TrainingReport? Report { get; private init; }

    /// <summary>Which way the series went in training, in words; null in a model that was loaded.</summary>
    public string? TrainingPath { get; private init; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the output, for an input of the given schema. Reads no data and loads no weights.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <returns>The input's columns and the added ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _steps.GetOutputSchema(inputSchema);

    /// <summary>Adds the output columns to a view. Reads no data: work is done when a cursor asks for it.</summary>
    /// <param name="input">The view.</param>
    /// <returns>The view with the added columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input) => _steps.Transform(input);

    /// <summary>Releases the weights; idempotent.</summary>
    public void Dispose() => _steps.Dispose();

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_steps).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        AdaptVlmFormat.Save(ctx, _steps);
    }

    /// <summary>The model of a training.</summary>
    internal static AdaptVlmTransformer Create(IHost host, AdaptVlmOptions options, VlmTrainingResult result, IReadOnlyList<string> classNames)
    {
        VlmEncoder encoder = options.EmbedsBaseWeights ? result.Encoder.WithEmbeddedWeights() : result.Encoder;
        List<ITransformer> steps = [new EmbedCtTransformer(host, AdaptVlmSteps.Embed(options, encoder))];
        if (options.PooledColumnName is not null)
        {
            steps.Add(new PoolEmbeddingsTransformer(host, AdaptVlmSteps.Pool(options), options.Training.Pooling.IsTrained ? result.Pooling : null, report: null));
        }

        if (options.TextOutputColumnName is not null)
        {
            steps.Add(new EmbedTextTransformer(host, AdaptVlmSteps.EmbedText(options, encoder)));
        }

        if (options.ScoreColumnPrefix is string prefix)
        {
            steps.Add(new ApplyHeadTransformer(host, new ApplyHeadSetup(options.PooledColumnName!, prefix, classNames, result.Head!)));
        }

        return new AdaptVlmTransformer(host, new TransformerChain<ITransformer>([.. steps]), encoder)
        {
            Pooling = result.Pooling,
            Report = result.Report,
            TrainingPath = result.Path,
        };
    }

    internal static AdaptVlmTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        TransformerChain<ITransformer> steps = AdaptVlmFormat.Load(env, ctx);
        return new AdaptVlmTransformer(env, steps, steps.OfType<EmbedCtTransformer>().Single().Options.Encoder);
    }
}
