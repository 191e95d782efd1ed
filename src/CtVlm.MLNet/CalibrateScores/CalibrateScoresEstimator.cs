using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Turns the scores of a multiclass trainer into calibrated probabilities, and on demand abstains where the highest one is low. Fitted on rows that the trainer has not seen.</summary>
/// <remarks>
/// <para>Estimator Characteristics</para>
/// <list type="table">
/// <listheader><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes, one pass</description></listheader>
/// <item><term>Input column data type</term><description>Known-sized vector of <see cref="float"/>, 2 slots or more: logits or probabilities</description></item>
/// <item><term>Label column data type</term><description>Key, number or text, in Fit only; matched to the slots by class name where scores and label have names</description></item>
/// <item><term>Output column data type</term><description>Known-sized vector of <see cref="float"/>, probabilities that sum to 1, with the annotations of the scores; PredictedLabel, a key with the class names; Abstained, Boolean, on demand</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>CtVlm.MLNet</description></item>
/// <item><term>Savable</term><description>Yes</description></item>
/// <item><term>Row or batch</term><description>Row</description></item>
/// <item><term>Thread-safe</term><description>Yes</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// Rows without a label are left out of the fit and counted in a warning. In a pipeline the rows of the fit are those of the trainer: fit the trainer first, then this step on
/// transformed validation rows, and append the two transformers. Definitions and what to choose: CalibrateScores/README.md.
/// </remarks>
public sealed class CalibrateScoresEstimator : IEstimator<CalibrateScoresTransformer>
{
    internal const string Verb = "CalibrateScores";

    private readonly IHost _host;
    private readonly CalibrateScoresOptions _options;

    internal CalibrateScoresEstimator(IHostEnvironment environment, CalibrateScoresOptions options)
    {
        _host = Contracts.CheckRef(environment, nameof(environment)).Register(nameof(CalibrateScoresEstimator));
        _host.CheckValue(options, nameof(options));
        string[] faults = [.. options.FindFaults()];
        if (faults.Length > 0)
        {
            throw _host.Process(new ArgumentException($"{Verb}: {string.Join("; ", faults)}.", nameof(options)));
        }

        _options = options;
    }

    private string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    /// <summary>Fits the calibration.</summary>
    /// <param name="input">Labelled rows that the trainer has not seen.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="InvalidOperationException">A score is not finite, a label no class, or the rows do not determine the calibration; the message says which.</exception>
    public CalibrateScoresTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CalibrationColumns columns = CalibrationColumns.Bind(_host, input.Schema, Verb, InputColumnName, _options.LabelColumnName);
        CalibrationReader reader = new(_host, columns);
        ScoreInputKind kind = _options.InputKind;
        CalibrationRows rows = reader.Read(input, ref kind);
        FittedScoreCalibration calibration = _options.Calibration.Fit(rows);
        CalibrationSetup setup = new(
            _options.OutputColumnName,
            InputColumnName,
            _options.PredictedLabelColumnName,
            _options.AbstainBelow is null ? null : _options.AbstainedColumnName,
            _options.AbstainBelow ?? double.NaN,
            kind,
            columns.ClassNames);
        return new CalibrateScoresTransformer(_host, setup, calibration, CalibrationFit.Measure(rows, reader.WithoutLabel, calibration));
    }

    /// <summary>The promised schema.</summary>
    /// <param name="inputSchema">The promised schema of the input.</param>
    /// <returns>The input's columns and the added ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column score = CalibrationColumns.Find(_host, inputSchema, InputColumnName, _options.LabelColumnName);
        List<SchemaShape.Column> added =
        [
            new(_options.OutputColumnName, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(PromiseAnnotations(score))),
        ];
        if (_options.PredictedLabelColumnName is { } predicted)
        {
            SchemaShape.Column names = new(AnnotationUtils.Kinds.KeyValues, VectorKind.Vector, TextDataViewType.Instance, false);
            added.Add(new(predicted, VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape([names])));
        }

        if (_options.AbstainBelow is not null)
        {
            added.Add(new(_options.AbstainedColumnName, VectorKind.Scalar, BooleanDataViewType.Instance, false));
        }

        return inputSchema.With(added);
    }

    private static IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column score)
    {
        string[] own = [AnnotationUtils.Kinds.ScoreColumnKind, AnnotationUtils.Kinds.ScoreValueKind];
        return [.. score.Annotations.Where(a => !own.Contains(a.Name)), .. own.Select(ShapeColumns.Text)];
    }
}
