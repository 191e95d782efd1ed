using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Pools a bag of slice embeddings into one vector.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No, for mean and max</description></listheader>
/// <item><term>Input column data type</term><description>Vector of <see cref="float"/>, variable length n x d, dimensions [0, d]</description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/>, with slot names such as clip.mean.017</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// See samples/01-Quickstart.
/// </remarks>
public sealed class PoolEmbeddingsEstimator : TrivialEstimator<PoolEmbeddingsTransformer>
{
    internal PoolEmbeddingsEstimator(IHostEnvironment environment, PoolEmbeddingsOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(PoolEmbeddingsEstimator)), new PoolEmbeddingsTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the pooled vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no bags.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column bag = ColumnCheck.Find(
            Host, inputSchema, PoolEmbeddingsTransformer.Verb, Transformer.InputColumnName, PoolEmbeddingsTransformer.Expected, PoolEmbeddingsTransformer.Advice, c => c.Kind == VectorKind.VariableVector && c.ItemType == NumberDataViewType.Single);
        var annotations = new SchemaShape([ShapeColumns.SlotNames, .. Provenance.Promise(bag), ShapeColumns.Text(Provenance.Pooling)]);
        return inputSchema.With(new SchemaShape.Column(Transformer.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, annotations));
    }
}
