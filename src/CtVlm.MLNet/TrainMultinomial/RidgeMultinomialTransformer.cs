using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(RidgeMultinomialTransformer), null, typeof(SignatureLoadModel), RidgeMultinomialFormat.UserName, RidgeMultinomialFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Scores rows by a multinomial logistic regression; see <see cref="RidgeMultinomialTrainer"/>.</summary>
public sealed class RidgeMultinomialTransformer : RowTransformer
{
    internal RidgeMultinomialTransformer(IHostEnvironment environment, string featureColumnName, MultinomialModel model)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(RidgeMultinomialTransformer)))
    {
        FeatureColumnName = featureColumnName;
        Model = model;
    }

    /// <summary>Coefficients, intercepts and objective; the same after saving and loading.</summary>
    public MultinomialModel Model { get; }

    /// <summary>The column of features.</summary>
    public string FeatureColumnName { get; }

    internal static RidgeMultinomialTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return RidgeMultinomialFormat.Load(env, ctx);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) =>
        new ClassScoreMapper(this, Host, schema, new TrainerColumns(RidgeMultinomialTrainer.Verb, "", FeatureColumnName), Model);

    private protected override void SaveModel(ModelSaveContext ctx) => RidgeMultinomialFormat.Save(ctx, this);
}
