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
    private readonly PoolEmbeddingsOptions _options;

    internal PoolEmbeddingsTransformer(IHostEnvironment environment, PoolEmbeddingsOptions options, FittedPooling? fitted, PoolingTrainingReport? report)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(PoolEmbeddingsTransformer)))
    {
        _options = options;
        Columns = new PoolingColumns(options);
        Fitted = fitted;
        TrainingReport = report;
    }

    /// <summary>How a bag becomes one vector.</summary>
    public SlicePooling Pooling => _options.Pooling;

    /// <summary>The pooling with what it has learnt; null where it needs no training.</summary>
    public FittedPooling? Fitted { get; }

    /// <summary>How training went; null where the pooling needs none, and in a model that was loaded.</summary>
    public PoolingTrainingReport? TrainingReport { get; }

    internal PoolingColumns Columns { get; }

    internal MissingBagPolicy OnMissing => _options.OnMissing;

    internal static PoolEmbeddingsTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        (PoolEmbeddingsOptions options, FittedPooling? fitted) = PoolEmbeddingsFormat.Load(env, ctx);
        return new PoolEmbeddingsTransformer(env, options, fitted, report: null);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new PoolEmbeddingsMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => PoolEmbeddingsFormat.Save(ctx, _options, Fitted);
}
