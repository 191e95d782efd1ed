using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Opens the CT series that a text column names. Reads headers only; pixels are decoded when a later step needs them.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></listheader>
/// <item><term>Input column data type</term><description>Text: folder, file, or folder|SeriesInstanceUID</description></item>
/// <item><term>Output column data type</term><description><see cref="CtVolumeDataViewType"/>; Hounsfield units, [z, y, x]</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// See samples/02-InspectYourFolder.
/// </remarks>
public sealed class LoadCtSeriesEstimator : TrivialEstimator<LoadCtSeriesTransformer>
{
    internal LoadCtSeriesEstimator(IHostEnvironment environment, LoadCtSeriesOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(LoadCtSeriesEstimator)), new LoadCtSeriesTransformer(environment, options))
    {
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the volume, and the reason column where rows with failures are kept.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not text.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnCheck.Find(
            Host, inputSchema, LoadCtSeriesTransformer.Verb, Transformer.InputColumnName, "text", LoadCtSeriesTransformer.Advice, c => c.Kind == VectorKind.Scalar && c.ItemType is TextDataViewType && !c.IsKey);
        var volume = new SchemaShape.Column(Transformer.OutputColumnName, VectorKind.Scalar, CtVolumeDataViewType.Instance, false);
        return Transformer.ErrorColumnName is { } error ? inputSchema.With(volume, ShapeColumns.Text(error)) : inputSchema.With(volume);
    }
}
