using CtVlm.MLNet;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(ProjectEmbeddingsTransformer), null, typeof(SignatureLoadModel), ProjectEmbeddingsFormat.UserName, ProjectEmbeddingsFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Projects embeddings; see <see cref="ProjectEmbeddingsEstimator"/>.</summary>
public sealed class ProjectEmbeddingsTransformer : RowTransformer
{
    internal ProjectEmbeddingsTransformer(IHostEnvironment environment, string outputColumnName, string inputColumnName, FittedProjection projection)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ProjectEmbeddingsTransformer)))
    {
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName;
        Projection = projection;
    }

    /// <summary>What was fitted: mean, components, explained variance, curvature, norm of the modality gap and other figures; the same after saving and loading.</summary>
    public FittedProjection Projection { get; }

    internal string OutputColumnName { get; }

    internal string InputColumnName { get; }

    internal static ProjectEmbeddingsTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return ProjectEmbeddingsFormat.Load(env, ctx);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new ProjectEmbeddingsMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => ProjectEmbeddingsFormat.Save(ctx, this);
}
