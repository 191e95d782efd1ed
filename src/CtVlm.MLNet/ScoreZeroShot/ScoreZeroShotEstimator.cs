using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Scores embeddings of images against classes that are told by words alone: no row is trained on.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></listheader>
/// <item><term>Input column data type</term><description>Vector of <see cref="float"/>: a bag, variable length n x d with dimensions [0, d], or a known-sized pooled vector of d</description></item>
/// <item><term>Output column data type</term><description>Score, known-sized vector of <see cref="float"/>, one probability a class; PredictedLabel, key with the class names. By slice: Score of variable length n x classes with dimensions [0, classes], PredictedLabel a variable vector of n keys</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet and, until the model is saved, a libtorch</description></item>
/// <item><term>Savable</term><description>Yes; the class vectors themselves, so that a loaded model needs neither text tower nor encoder folder</description></item>
/// <item><term>Row or batch</term><description>Row; the class vectors are computed once</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Embeddings of another encoder are refused when the first row is read. Embeddings must be those of <see cref="Torch.EmbeddingPoint.Projected"/>.
/// See samples/03-ZeroShot. <b>Source:</b> Radford et al., arXiv 2103.00020, section 3.1; Zhai et al., arXiv 2303.15343.
/// </remarks>
public sealed class ScoreZeroShotEstimator : TrivialEstimator<ScoreZeroShotTransformer>
{
    internal ScoreZeroShotEstimator(IHostEnvironment environment, ScoreZeroShotOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ScoreZeroShotEstimator)), new ScoreZeroShotTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns, the scores and the predicted label.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no embeddings.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ZeroShotSetup setup = Transformer.Setup;
        bool isBySlice = setup.Level == ZeroShotLevel.Slice;
        SchemaShape.Column embeddings = ColumnCheck.Find(
            Host, inputSchema, ScoreZeroShotTransformer.Verb, setup.InputColumnName, Transformer.Expected, ScoreZeroShotTransformer.Advice, column => IsExpected(column, isBySlice));
        VectorKind scoreKind = isBySlice ? VectorKind.VariableVector : VectorKind.Vector;
        return inputSchema.With(
            new SchemaShape.Column(setup.ScoreColumnName, scoreKind, NumberDataViewType.Single, false, new SchemaShape(PromiseAnnotations(embeddings, isBySlice))),
            new SchemaShape.Column(setup.PredictedLabelColumnName, isBySlice ? VectorKind.VariableVector : VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape([KeyValues])));
    }

    private static SchemaShape.Column KeyValues => new(AnnotationUtils.Kinds.KeyValues, VectorKind.Vector, TextDataViewType.Instance, false);

    private static bool IsExpected(SchemaShape.Column column, bool isBySlice) =>
        column.ItemType == NumberDataViewType.Single && (column.Kind == VectorKind.VariableVector || (column.Kind == VectorKind.Vector && !isBySlice));

    private static IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column embeddings, bool isBySlice)
    {
        string[] own = [Provenance.Encoder, Provenance.EncoderHash, Provenance.Prompts];
        SchemaShape.Column[] provenance = [.. Provenance.Promise(embeddings).ExceptBy(own, a => a.Name), .. own.Select(ShapeColumns.Text)];
        return isBySlice
            ? provenance
            : [.. provenance, ShapeColumns.SlotNames, ShapeColumns.Text(AnnotationUtils.Kinds.ScoreColumnKind), ShapeColumns.Text(AnnotationUtils.Kinds.ScoreValueKind)];
    }
}
