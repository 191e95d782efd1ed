using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Embeds texts with the text tower of an encoder, in the space of its images.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></listheader>
/// <item><term>Input column data type</term><description>Text</description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/>, un-normalised</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet and a libtorch</description></item>
/// <item><term>Savable</term><description>Yes; the encoder by reference and hash</description></item>
/// <item><term>Row or batch</term><description>Batched when a view is read, one row at a time in a prediction engine, with equal results</description></item>
/// <item><term>Thread-safe</term><description>Yes; calls of one encoder take turns</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Texts longer than the encoder's context are cut.
/// </remarks>
public sealed class EmbedTextEstimator : TrivialEstimator<EmbedTextTransformer>
{
    internal EmbedTextEstimator(IHostEnvironment environment, EmbedTextOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedTextEstimator)), new EmbedTextTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the text embedding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not text.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnCheck.Find(
            Host, inputSchema, EmbedTextTransformer.Verb, Transformer.InputColumnName, "text", EmbedTextTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is TextDataViewType && !c.IsKey);
        var annotations = new SchemaShape([ShapeColumns.SlotNames, ShapeColumns.Text(Provenance.Encoder), ShapeColumns.Text(Provenance.EncoderHash), ShapeColumns.Text(Provenance.Precision)]);
        return inputSchema.With(new SchemaShape.Column(Transformer.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, annotations));
    }
}
