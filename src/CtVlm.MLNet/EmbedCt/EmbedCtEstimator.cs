using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Embeds CT volumes with a vision encoder, slice by slice or whole: a volume becomes a bag of vectors.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></listheader>
/// <item><term>Input column data type</term><description><see cref="CtVolumeDataViewType"/></description></item>
/// <item><term>Output column data type</term><description>Vector of <see cref="float"/>, variable length n x d, dimensions [0, d]; un-normalised; empty where the series failed</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet and a libtorch: libtorch-cpu-linux-x64, TorchSharp-cpu or TorchSharp-cuda-*</description></item>
/// <item><term>Savable</term><description>Yes; the encoder by reference and hash</description></item>
/// <item><term>Row or batch</term><description>Batched over series when a view is read, one row at a time in a prediction engine, with equal results</description></item>
/// <item><term>Thread-safe</term><description>Yes; calls of one encoder take turns</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// A bag holds a vector a slice, or T of them for <see cref="Torch.EmbeddingPoint.Tokens"/>, one slice after the other. For an encoder of whole volumes
/// (<see cref="Torch.VisionEncoderInfo.VolumeInput"/>) it holds a vector a volume, or T; the rendering's slices and windows do not apply.
/// Nothing is computed for a column nobody reads; embeddings are kept in an <see cref="EmbeddingCache"/>, so a second pass never runs the encoder.
/// See samples/01-Quickstart. <b>Source:</b> arXiv 2604.13021 (2.5-D encoding of CT volumes).
/// </remarks>
public sealed class EmbedCtEstimator : TrivialEstimator<EmbedCtTransformer>
{
    internal EmbedCtEstimator(IHostEnvironment environment, EmbedCtOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(EmbedCtEstimator)), new EmbedCtTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the bag, the reason column where rows with failures are kept, and the positions where they are asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no volumes.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnCheck.Find(
            Host, inputSchema, EmbedCtTransformer.Verb, Transformer.InputColumnName, nameof(Dicom.CtVolume), EmbedCtTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is CtVolumeDataViewType);
        var provenance = new SchemaShape(
        [
            ShapeColumns.Text(Provenance.Encoder), ShapeColumns.Text(Provenance.EncoderHash), ShapeColumns.Text(Provenance.Rendering),
            ShapeColumns.Text(Provenance.EmbeddingPoint), ShapeColumns.Text(Provenance.Precision),
        ]);
        var bag = new SchemaShape.Column(Transformer.OutputColumnName, VectorKind.VariableVector, NumberDataViewType.Single, false, provenance);
        List<SchemaShape.Column> added = [bag];
        if (Transformer.ErrorColumnName is { } error)
        {
            added.Add(ShapeColumns.Text(error));
        }

        if (Transformer.Options.PositionsColumnName is { } positions)
        {
            added.Add(new SchemaShape.Column(positions, VectorKind.VariableVector, NumberDataViewType.Single, false));
        }

        return inputSchema.With(added);
    }
}
