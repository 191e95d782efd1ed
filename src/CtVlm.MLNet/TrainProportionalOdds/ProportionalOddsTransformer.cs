using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ProportionalOddsTransformer), null, typeof(SignatureLoadModel), ProportionalOddsFormat.UserName, ProportionalOddsFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Scores rows by a proportional-odds model; see <see cref="ProportionalOddsTrainer"/>.</summary>
public sealed class ProportionalOddsTransformer : RowTransformer
{
    internal ProportionalOddsTransformer(IHostEnvironment environment, string featureColumnName, ProportionalOddsModel model)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ProportionalOddsTransformer)))
    {
        FeatureColumnName = featureColumnName;
        Model = model;
    }

    /// <summary>Coefficients, thresholds, standard errors and likelihoods; the same after saving and loading.</summary>
    public ProportionalOddsModel Model { get; }

    /// <summary>The column of features.</summary>
    public string FeatureColumnName { get; }

    internal static ProportionalOddsTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return ProportionalOddsFormat.Load(env, ctx);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) =>
        new ClassScoreMapper(this, Host, schema, new TrainerColumns(ProportionalOddsTrainer.Verb, "", FeatureColumnName), Model);

    private protected override void SaveModel(ModelSaveContext ctx) => ProportionalOddsFormat.Save(ctx, this);
}
