using CtVlm.MLNet;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(EmbedTextTransformer), null, typeof(SignatureLoadModel), EmbedTextFormat.UserName, EmbedTextFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Embeds texts; see <see cref="EmbedTextEstimator"/>.</summary>
/// <remarks>Disposing releases the weights; they are loaded again if the transformer is used later.</remarks>
public sealed class EmbedTextTransformer : RowTransformer, IDisposable
{
    internal const string Verb = "EmbedText";
    internal const string Advice = "Name a text column, such as the report.";

    private readonly EmbedTextOptions _options;
    private readonly TextEmbedder _embedder;

    internal EmbedTextTransformer(IHostEnvironment environment, EmbedTextOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedTextTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckValue(options.Encoder, nameof(options.Encoder));
        Width = options.Encoder.TextWidth
            ?? throw Host.Except($"{Verb}: encoder '{options.Encoder.Name}' has no text tower. Choose an encoder of the CLIP family that has one.");
        _options = options;
        Settings = RuntimeSettings.From(environment, options.Runtime);
        _embedder = new TextEmbedder(options.Encoder, Settings, () => Host.CheckAlive());
    }

    internal int Width { get; }

    internal RuntimeSettings Settings { get; }

    internal VlmEncoder Encoder => _options.Encoder;

    internal string OutputColumnName => _options.OutputColumnName;

    internal string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    /// <summary>Releases the weights; idempotent.</summary>
    public void Dispose() => _embedder.Dispose();

    internal static EmbedTextTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new EmbedTextTransformer(env, EmbedTextFormat.Load(env, ctx));
    }

    internal IEnumerator<float[]> Open(IEnumerable<ReadOnlyMemory<char>> texts) => _embedder.Embed(texts).GetEnumerator();

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new EmbedTextMapper(this, Host, schema);

    private protected override IDataView CreateView(IDataView input, RowMapper mapper) =>
        new LookAheadView<ReadOnlyMemory<char>, float[]>(Host, input, new EmbedTextStage(this, (EmbedTextMapper)mapper));

    private protected override void SaveModel(ModelSaveContext ctx) => EmbedTextFormat.Save(ctx, _options);
}
