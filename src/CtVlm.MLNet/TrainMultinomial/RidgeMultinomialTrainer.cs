using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Trains a multinomial logistic regression with a ridge penalty, to the optimum and the same every time.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes, one pass; n x D values are held in memory</description></listheader>
/// <item><term>Label column data type</term><description>Key, text, Boolean or whole number, in Fit only</description></item>
/// <item><term>Input column data type</term><description>Known-sized vector of <see cref="float"/></description></item>
/// <item><term>Output column data type</term><description>Score, known-sized vector of <see cref="float"/>, one probability a class; PredictedLabel, key with the class names</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Slots of Score stand in key order where the label is a key, so that ML.NET's own evaluation matches them. For two classes both vectors are penalised, which gives the
/// probabilities of one vector at 2c. <b>Source:</b> scikit-learn 1.9 LogisticRegression, whose optimum it shares for three or more classes.
/// </remarks>
public sealed class RidgeMultinomialTrainer : IEstimator<RidgeMultinomialTransformer>
{
    internal const string Verb = "RidgeMultinomial";

    private readonly IHost _host;
    private readonly TrainerColumns _columns;
    private readonly double _c;
    private readonly bool _isBalanced;

    internal RidgeMultinomialTrainer(IHostEnvironment environment, string labelColumnName, string featureColumnName, double c, bool isBalanced)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(RidgeMultinomialTrainer));
        _host.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        _host.CheckNonEmpty(featureColumnName, nameof(featureColumnName));
        _host.CheckParam(c > 0 && double.IsFinite(c), nameof(c), $"{Verb}: c must be above 0 and finite.");
        _columns = new TrainerColumns(Verb, labelColumnName, featureColumnName);
        _c = c;
        _isBalanced = isBalanced;
    }

    /// <summary>Trains the model.</summary>
    /// <param name="input">Training rows; rows without label or with features that are not finite are left out and counted in a warning.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two classes, or features of such different scale that no optimum is found.</exception>
    public RidgeMultinomialTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new RidgeMultinomialTransformer(_host, _columns.Features, MultinomialFit.Fit(TrainingRows.Read(_host, input, _columns), _c, _isBalanced));
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
