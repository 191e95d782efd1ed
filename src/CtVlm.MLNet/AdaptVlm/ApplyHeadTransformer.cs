using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ApplyHeadTransformer), null, typeof(SignatureLoadModel), ApplyHeadFormat.UserName, ApplyHeadFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Scores pooled vectors with the head that was trained with an encoder: the last step of <see cref="AdaptVlmTransformer"/>.</summary>
public sealed class ApplyHeadTransformer : RowTransformer
{
    internal ApplyHeadTransformer(IHostEnvironment environment, ApplyHeadSetup setup)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ApplyHeadTransformer))) => Setup = setup;

    internal ApplyHeadSetup Setup { get; }

    internal static ApplyHeadTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new ApplyHeadTransformer(env, ApplyHeadFormat.Load(env, ctx));
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new ApplyHeadMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => ApplyHeadFormat.Save(ctx, Setup);
}
