using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ScoreZeroShotTransformer), null, typeof(SignatureLoadModel), ScoreZeroShotFormat.UserName, ScoreZeroShotFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Scores embeddings against classes told by words; see <see cref="ScoreZeroShotEstimator"/>.</summary>
/// <remarks>Holds the class vectors, a few kilobytes; weights are in memory only while those are computed.</remarks>
public sealed class ScoreZeroShotTransformer : RowTransformer
{
    internal const string Verb = "ScoreZeroShot";
    internal const string Advice = "Make embeddings with EmbedCt first, of the same encoder.";

    internal ScoreZeroShotTransformer(IHostEnvironment environment, ScoreZeroShotOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ScoreZeroShotTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.InputColumnName, nameof(options.InputColumnName));
        Host.CheckValue(options.Encoder, nameof(options.Encoder));
        Host.CheckParam(!options.FindFaults().Any(), nameof(options), $"{Verb}: {string.Join("; ", options.FindFaults())}.");
        Setup = ZeroShotSetup.From(options);
        ClassPromptEmbedder embedder = new(options, RuntimeSettings.From(environment, options.Runtime), () => Host.CheckAlive(), Warn);
        Model = new ZeroShotModel(options.Encoder, embedder.Create);
    }

    internal ScoreZeroShotTransformer(IHostEnvironment environment, ZeroShotSetup setup, ZeroShotModel model)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ScoreZeroShotTransformer)))
    {
        Setup = setup;
        Model = model;
    }

    internal ZeroShotSetup Setup { get; }

    internal ZeroShotModel Model { get; }

    /// <summary>What the input column must hold, in words.</summary>
    internal string Expected => Setup.Level == ZeroShotLevel.Slice
        ? $"a bag of vectors of encoder '{Model.EncoderName}', Vector<Single, 0, {Model.Width}>"
        : $"a bag of vectors of encoder '{Model.EncoderName}', Vector<Single, 0, {Model.Width}>, or one vector, Vector<Single, {Model.Width}>";

    internal static ScoreZeroShotTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return ScoreZeroShotFormat.Load(env, ctx);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new ScoreZeroShotMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => ScoreZeroShotFormat.Save(ctx, this);

    private void Warn(string message)
    {
        using IChannel channel = Host.Start(Verb);
        channel.Warning(message);
    }
}
