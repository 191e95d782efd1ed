using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Trains a proportional-odds model: grades in their order, one coefficient a feature for all steps between grades.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes, one pass; n x D values are held in memory</description></listheader>
/// <item><term>Label column data type</term><description>Key, text that is numbers, Boolean or whole number, in Fit only; classes in the order of their numbers, else of their keys</description></item>
/// <item><term>Input column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Output column data type</term><description>Score, known-sized vector of <see cref="float"/>, one probability a class; PredictedLabel, key with the class names</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Slots of Score stand in key order where the label is a key, so that ML.NET's own evaluation matches them. <b>Source:</b> McCullagh 1980; statsmodels OrderedModel.
/// </remarks>
public sealed class ProportionalOddsTrainer : IEstimator<ProportionalOddsTransformer>
{
    internal const string Verb = "ProportionalOdds";

    private readonly IHost _host;
    private readonly TrainerColumns _columns;
    private readonly double _l2;

    internal ProportionalOddsTrainer(IHostEnvironment environment, string labelColumnName, string featureColumnName, double l2)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(ProportionalOddsTrainer));
        _host.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        _host.CheckNonEmpty(featureColumnName, nameof(featureColumnName));
        _host.CheckParam(l2 >= 0 && double.IsFinite(l2), nameof(l2), $"{Verb}: l2 must be 0 or more and finite.");
        _columns = new TrainerColumns(Verb, labelColumnName, featureColumnName);
        _l2 = l2;
    }

    /// <summary>Trains the model.</summary>
    /// <param name="input">Training rows; rows without label or with features that are not finite are left out and counted in a warning.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two classes; text that has no order; no finite optimum, which l2 above 0 gives.</exception>
    public ProportionalOddsTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        TrainingRows rows = TrainingRows.Read(_host, input, _columns);
        if (!rows.Classes.HasOrder)
        {
            throw _host.Process(new InvalidOperationException(
                $"{Verb}: grades are needed in their order, which the text of column '{_columns.Label}' does not say. Make numbers of it, or keys in the right order with MapValueToKey."));
        }

        return new ProportionalOddsTransformer(_host, _columns.Features, ProportionalOddsFit.Fit(rows, _l2));
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns, Score and PredictedLabel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return _columns.Promise(_host, inputSchema);
    }
}
