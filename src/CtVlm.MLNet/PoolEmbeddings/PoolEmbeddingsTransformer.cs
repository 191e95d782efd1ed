using CtVlm.MLNet;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(PoolEmbeddingsTransformer), null, typeof(SignatureLoadModel), PoolEmbeddingsFormat.UserName, PoolEmbeddingsFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Pools bags of slice embeddings; see <see cref="PoolEmbeddingsEstimator"/>.</summary>
public sealed class PoolEmbeddingsTransformer : RowTransformer
{
    internal const string Verb = "PoolEmbeddings";
    internal const string Expected = "a bag: Vector<Single, 0, d>";
    internal const string Advice = "Make bags with EmbedCt first.";

    private readonly PoolEmbeddingsOptions _options;

    internal PoolEmbeddingsTransformer(IHostEnvironment environment, PoolEmbeddingsOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(PoolEmbeddingsTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckValue(options.Pooling, nameof(options.Pooling));
        _options = options;
    }

    /// <summary>How a bag becomes one vector.</summary>
    public SlicePooling Pooling => _options.Pooling;

    internal string OutputColumnName => _options.OutputColumnName;

    internal string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    internal MissingBagPolicy OnMissing => _options.OnMissing;

    internal static PoolEmbeddingsTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new PoolEmbeddingsTransformer(env, PoolEmbeddingsFormat.Load(env, ctx));
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new PoolEmbeddingsMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => PoolEmbeddingsFormat.Save(ctx, _options);
}
