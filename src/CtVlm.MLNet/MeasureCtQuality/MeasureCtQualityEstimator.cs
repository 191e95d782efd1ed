using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>
/// Measures whether CT volumes are fit for use: facts of the headers (slices, spacing, tilt, missing slices, overlap, kernel, contrast and phase hints, table) and of the pixels (peaks of
/// air and fat, crop, padding, saturation), one column each. A fact whose column nobody asks for is not measured.
/// </summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></listheader>
/// <item><term>Input column data type</term><description><see cref="CtVolumeDataViewType"/></description></item>
/// <item><term>Output column data type</term><description>Columns of <see cref="float"/>, units in their names, NaN where unknown; ConvolutionKernel, Contrast and Phase are text</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// The columns are the members of <see cref="Dicom.CtHeaderQuality"/> and <see cref="Dicom.CtPixelQuality"/>, which state units and ranges. Filter rows with <c>ml.Data.FilterRowsByColumn</c>.
/// See samples/02-InspectYourFolder.
/// </remarks>
public sealed class MeasureCtQualityEstimator : TrivialEstimator<MeasureCtQualityTransformer>
{
    internal MeasureCtQualityEstimator(IHostEnvironment environment, MeasureCtQualityOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(MeasureCtQualityEstimator)), new MeasureCtQualityTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns, a column for each fact, and the reason column where rows with failures are kept.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no volumes.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnCheck.Find(
            Host, inputSchema, MeasureCtQualityTransformer.Verb, Transformer.InputColumnName, nameof(Dicom.CtVolume), MeasureCtQualityTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is CtVolumeDataViewType);
        IEnumerable<SchemaShape.Column> facts = QualityColumn.All.Select(column => column.Number is null
            ? ShapeColumns.Text(Transformer.NameOf(column))
            : new SchemaShape.Column(Transformer.NameOf(column), VectorKind.Scalar, NumberDataViewType.Single, false));
        return Transformer.ErrorColumnName is { } error ? inputSchema.With([.. facts, ShapeColumns.Text(error)]) : inputSchema.With(facts);
    }
}
