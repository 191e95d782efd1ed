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
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/>, un-normalised; of unit length where there are templates. On demand a column of token counts and one of truncation</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet and a libtorch</description></item>
/// <item><term>Savable</term><description>Yes; the encoder by reference and hash</description></item>
/// <item><term>Row or batch</term><description>Batched when a view is read, one row at a time in a prediction engine, with equal results</description></item>
/// <item><term>Thread-safe</term><description>Yes; calls of one encoder take turns</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Texts longer than the encoder's context are cut; how many is logged once a pass, and <see cref="EmbedTextOptions.TruncatedColumnName"/> says which.
/// See samples/03-ZeroShot.
/// </remarks>
public sealed class EmbedTextEstimator : TrivialEstimator<EmbedTextTransformer>
{
    internal EmbedTextEstimator(IHostEnvironment environment, EmbedTextOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedTextEstimator)), new EmbedTextTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns, the text embedding, and the columns of counts that were asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not text.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnCheck.Find(
            Host, inputSchema, EmbedTextTransformer.Verb, Transformer.InputColumnName, "text", EmbedTextTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is TextDataViewType && !c.IsKey);
        SchemaShape.Column vector = new(Transformer.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(PromiseAnnotations()));
        SchemaShape output = inputSchema.With(vector);
        output = Transformer.Options.TokenCountColumnName is { } tokenCount ? output.With(new SchemaShape.Column(tokenCount, VectorKind.Scalar, NumberDataViewType.Int32, false)) : output;
        return Transformer.Options.TruncatedColumnName is { } truncated ? output.With(new SchemaShape.Column(truncated, VectorKind.Scalar, BooleanDataViewType.Instance, false)) : output;
    }

    private IEnumerable<SchemaShape.Column> PromiseAnnotations()
    {
        SchemaShape.Column[] always = [ShapeColumns.SlotNames, ShapeColumns.Text(Provenance.Encoder), ShapeColumns.Text(Provenance.EncoderHash), ShapeColumns.Text(Provenance.Precision)];
        return Transformer.Options.Templates.Count == 0 ? always : [.. always, ShapeColumns.Text(Provenance.Templates), ShapeColumns.IsNormalized];
    }
}
