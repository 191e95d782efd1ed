using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(EmbedCtTransformer), null, typeof(SignatureLoadModel), EmbedCtFormat.UserName, EmbedCtFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Embeds CT volumes; see <see cref="EmbedCtEstimator"/>.</summary>
/// <remarks>Disposing releases the weights; they are loaded again if the transformer is used later, by another engine of the same model for example.</remarks>
public sealed class EmbedCtTransformer : RowTransformer, IDisposable
{
    internal const string Verb = "EmbedCt";
    internal const string Advice = "Load it with LoadCtSeries first.";

    private readonly SeriesEmbedder _embedder;

    internal EmbedCtTransformer(IHostEnvironment environment, EmbedCtOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedCtTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckValue(options.Encoder, nameof(options.Encoder));
        Host.CheckValue(options.Rendering, nameof(options.Rendering));
        options.Rendering.Validate(nameof(options));
        if (!options.Encoder.HasVision)
        {
            throw Host.Except($"{Verb}: encoder '{options.Encoder.Name}' has no vision tower. Choose an encoder that reads images; texts go through EmbedText.");
        }

        if (!Enum.IsDefined(options.Point))
        {
            throw Host.Except($"{Verb}: the embedding point must be one of {string.Join(", ", Enum.GetNames<EmbeddingPoint>())}, got {options.Point}.");
        }

        Options = options;
        Settings = RuntimeSettings.From(environment, options.Runtime);
        Input = EncoderInput.For(options.Encoder, options.Rendering);
        _embedder = new SeriesEmbedder(options.Encoder, Input, options.Point, Settings, () => Host.CheckAlive(), Log);
    }

    internal EmbedCtOptions Options { get; }

    internal RuntimeSettings Settings { get; }

    internal EncoderInput Input { get; }

    internal string OutputColumnName => Options.OutputColumnName;

    internal string InputColumnName => Options.InputColumnName ?? Options.OutputColumnName;

    internal string? ErrorColumnName => Options.OnError == SeriesErrorPolicy.MissingValue ? Options.ErrorColumnName ?? Options.OutputColumnName + "Error" : null;

    /// <summary>Releases the weights; idempotent.</summary>
    public void Dispose() => _embedder.Dispose();

    internal static EmbedCtTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new EmbedCtTransformer(env, EmbedCtFormat.Load(env, ctx));
    }

    internal SeriesEmbedding Embed(CtVolume? volume) => _embedder.Embed(volume);

    internal IEnumerator<SeriesEmbedding> Open(IEnumerable<CtVolume?> volumes) => _embedder.Open(volumes);

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new EmbedCtMapper(this, Host, schema);

    private protected override IDataView CreateView(IDataView input, RowMapper mapper) =>
        new LookAheadView<CtVolume?, SeriesEmbedding>(Host, input, new EmbedCtStage(this, (EmbedCtMapper)mapper));

    private protected override void SaveModel(ModelSaveContext ctx) => EmbedCtFormat.Save(ctx, Options);

    private void Log(string message)
    {
        using IChannel channel = Host.Start("Embedding");
        channel.Info(message);
    }
}
