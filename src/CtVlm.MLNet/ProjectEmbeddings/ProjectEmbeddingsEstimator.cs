using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Moves embeddings into another space: scaled, whitened, discriminating, normal, of a kernel, spherical, hyperbolic; see <see cref="EmbeddingProjection"/>. Fitted on the rows it is given and no others.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes, one pass, where <see cref="EmbeddingProjection.NeedsData"/> says so</description></listheader>
/// <item><term>Input column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Label column data type</term><description>Key, text, Boolean or whole number, in Fit only, where <see cref="EmbeddingProjection.LabelColumnName"/> names one; the labels that occur are the classes</description></item>
/// <item><term>Counterpart column data type</term><description>Known-sized vector of <see cref="float"/> of the input's width, in Fit only, where <see cref="EmbeddingProjection.CounterpartColumnName"/> names one</description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet; a libtorch for those that decompose matrices, in Fit only</description></item>
/// <item><term>Savable</term><description>Yes, with everything that was fitted</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Training rows with a missing value (NaN), without a class (a missing key, empty text) or with a missing value in the counterpart are left out of the fit, and counted in a warning.
/// What was fitted can be looked at: <see cref="ProjectEmbeddingsTransformer.Projection"/>. See samples/01-Quickstart.
/// </remarks>
public sealed class ProjectEmbeddingsEstimator : IEstimator<ProjectEmbeddingsTransformer>
{
    internal const string Verb = "ProjectEmbeddings";
    internal const string Expected = "a known-sized vector of Single";
    internal const string Advice = "Pool bags with PoolEmbeddings first.";

    private readonly IHost _host;
    private readonly ProjectEmbeddingsOptions _options;

    internal ProjectEmbeddingsEstimator(IHostEnvironment environment, ProjectEmbeddingsOptions options)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ProjectEmbeddingsEstimator));
        _host.CheckValue(options, nameof(options));
        _host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        _host.CheckValue(options.Projection, nameof(options.Projection));
        _options = options;
    }

    private string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    private ProjectionColumnNames Names => ProjectionColumnNames.Of(_options.Projection, InputColumnName);

    /// <summary>Fits the projection.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-sized vector, or the label or counterpart column that the projection names is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">The rows do not determine the projection.</exception>
    public ProjectEmbeddingsTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        ProjectionColumns columns = ProjectionColumns.Find(_host, input.Schema, Names);
        ProjectionData data = _options.Projection.NeedsData ? new ProjectionDataReader(_host, columns).Read(input) : new ProjectionData(columns.Width, default);
        return new ProjectEmbeddingsTransformer(_host, _options.OutputColumnName, InputColumnName, _options.Projection.Fit(data));
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the projected vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-sized vector, or the label or counterpart column that the projection names is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column vector = ProjectionColumns.Find(_host, inputSchema, Names);
        List<SchemaShape.Column> annotations = [ShapeColumns.SlotNames, .. Provenance.Promise(vector).Where(a => a.Name != Provenance.Projection), ShapeColumns.Text(Provenance.Projection)];
        if (_options.Projection.Normalizes)
        {
            annotations.Add(ShapeColumns.IsNormalized);
        }

        return inputSchema.With(
            new SchemaShape.Column(_options.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(annotations)));
    }

    internal static bool IsVector(DataViewType type) => type.IsKnownSizeVector() && type.GetItemType() == NumberDataViewType.Single;
}
