using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Moves embeddings into another space: identity, L2, centring, principal components. Fitted on the rows it is given and no others.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes, one pass, for centring and principal components</description></listheader>
/// <item><term>Input column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet; a libtorch for principal components</description></item>
/// <item><term>Savable</term><description>Yes, with everything that was fitted</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Training rows with a missing value (NaN) are left out of the fit, and counted in a warning. See samples/01-Quickstart.
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

    /// <summary>Fits the projection.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-sized vector.</exception>
    /// <exception cref="InvalidOperationException">The rows do not determine the projection.</exception>
    public ProjectEmbeddingsTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        DataViewSchema.Column column = ColumnCheck.Find(_host, input.Schema, Verb, InputColumnName, Expected, Advice, IsVector);
        int width = column.Type.GetVectorSize();
        float[] rows = _options.Projection.NeedsData ? ReadRows(input, column) : [];
        return new ProjectEmbeddingsTransformer(_host, _options.OutputColumnName, InputColumnName, _options.Projection.Fit(rows, width));
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the projected vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-sized vector.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column vector = ColumnCheck.Find(
            _host, inputSchema, Verb, InputColumnName, Expected, Advice, c => c.Kind == VectorKind.Vector && c.ItemType == NumberDataViewType.Single);
        List<SchemaShape.Column> annotations = [ShapeColumns.SlotNames, .. Provenance.Promise(vector).Where(a => a.Name != Provenance.Projection), ShapeColumns.Text(Provenance.Projection)];
        if (_options.Projection.Normalizes)
        {
            annotations.Add(ShapeColumns.IsNormalized);
        }

        return inputSchema.With(
            new SchemaShape.Column(_options.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(annotations)));
    }

    internal static bool IsVector(DataViewType type) => type.IsKnownSizeVector() && type.GetItemType() == NumberDataViewType.Single;

    private float[] ReadRows(IDataView input, DataViewSchema.Column column)
    {
        var rows = new List<float>();
        int missing = 0;
        using DataViewRowCursor cursor = input.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default, dense = default;
        while (cursor.MoveNext())
        {
            _host.CheckAlive();
            getter(ref vector);
            ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
            if (values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                missing++;
            }
            else
            {
                rows.AddRange(values);
            }
        }

        Warn(missing);
        return [.. rows];
    }

    private void Warn(int missing)
    {
        if (missing == 0)
        {
            return;
        }

        using IChannel channel = _host.Start("Fit");
        channel.Warning($"{Verb}: {missing} training rows with missing values were left out of the fit.");
    }
}
