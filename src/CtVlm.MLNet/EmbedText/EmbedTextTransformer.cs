using CtVlm.MLNet;
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

    private readonly TextEmbedder _embedder;

    internal EmbedTextTransformer(IHostEnvironment environment, EmbedTextOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedTextTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckValue(options.Encoder, nameof(options.Encoder));
        Width = options.Encoder.TextWidth
            ?? throw Host.Except($"{Verb}: encoder '{options.Encoder.Name}' has no text tower. Choose an encoder of the CLIP family that has one.");
        Host.CheckParam(options.FindFaults().FirstOrDefault() is null, nameof(options), $"{Verb}: {string.Join("; ", options.FindFaults())}.");
        Options = options;
        Settings = RuntimeSettings.From(environment, options.Runtime);
        _embedder = new TextEmbedder(options.Encoder, options.Templates, Settings, () => Host.CheckAlive(), Log);
    }

    internal int Width { get; }

    internal RuntimeSettings Settings { get; }

    internal EmbedTextOptions Options { get; }

    internal string OutputColumnName => Options.OutputColumnName;

    internal string InputColumnName => Options.InputColumnName ?? Options.OutputColumnName;

    /// <summary>Releases the weights; idempotent.</summary>
    public void Dispose() => _embedder.Dispose();

    internal static EmbedTextTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new EmbedTextTransformer(env, EmbedTextFormat.Load(env, ctx));
    }

    internal IEnumerator<TextEmbedding> Open(IEnumerable<ReadOnlyMemory<char>> texts) => _embedder.Embed(texts, Log).GetEnumerator();

    /// <summary>The embedding of one text, for the one-row form.</summary>
    internal TextEmbedding Embed(ReadOnlyMemory<char> text) => _embedder.Embed(text);

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new EmbedTextMapper(this, Host, schema);

    private protected override IDataView CreateView(IDataView input, RowMapper mapper) =>
        new LookAheadView<ReadOnlyMemory<char>, TextEmbedding>(Host, input, new EmbedTextStage(this, (EmbedTextMapper)mapper));

    private protected override void SaveModel(ModelSaveContext ctx) => EmbedTextFormat.Save(ctx, Options);

    private void Log(string message)
    {
        using IChannel channel = Host.Start("Embedding");
        channel.Info(message);
    }
}
