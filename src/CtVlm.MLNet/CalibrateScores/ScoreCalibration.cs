namespace CtVlm.MLNet;

/// <summary>How scores are turned into probabilities that hold what they promise. Fitted on labelled rows that the trainer has not seen.</summary>
/// <remarks>Which to choose, and all definitions: CalibrateScores/README.md.</remarks>
public abstract class ScoreCalibration
{
    private protected ScoreCalibration(string name) => Name = name;

    /// <summary>Its name, in lower case.</summary>
    public string Name { get; }

    /// <summary>softmax(z / T), one T above 0 that minimises the mean log loss. Never changes which class is highest.</summary>
    /// <returns>The calibration.</returns>
    /// <remarks><b>Source:</b> Guo et al., ICML 2017, arXiv 1706.04599, section 4.2.</remarks>
    public static ScoreCalibration Temperature() => new TemperatureCalibration();

    /// <summary>softmax(scale * z + bias), a scale and a bias for each class, minimising the mean log loss without penalty.</summary>
    /// <returns>The calibration.</returns>
    /// <remarks><b>Source:</b> Guo et al., ICML 2017, arXiv 1706.04599, section 4.2.</remarks>
    public static ScoreCalibration Vector() => new VectorCalibration();

    /// <summary>Each class against the rest, 1 / (1 + exp(a z + b)) with smoothed targets; then rows are divided by their sum.</summary>
    /// <returns>The calibration.</returns>
    /// <remarks><b>Source:</b> Platt 1999; Lin, Lin and Weng, Machine Learning 68 (2007), 267-276; one class against the rest as Zadrozny and Elkan, KDD 2002.</remarks>
    public static ScoreCalibration Platt() => new PlattCalibration();

    /// <summary>Each class against the rest, the best rising steps of its score; then rows are divided by their sum. Wants many rows.</summary>
    /// <returns>The calibration.</returns>
    /// <remarks><b>Source:</b> Zadrozny and Elkan, KDD 2002; pool adjacent violators, Ayer et al. 1955; linear between thresholds as scikit-learn's <c>IsotonicRegression</c>.</remarks>
    public static ScoreCalibration Isotonic() => new IsotonicCalibration();

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>Fits it.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="InvalidOperationException">The rows do not determine it.</exception>
    internal abstract FittedScoreCalibration Fit(CalibrationRows rows);

    /// <summary>At least two classes occur.</summary>
    private protected void RequireTwoClasses(CalibrationRows rows)
    {
        if (rows.Actual.All(y => y == rows.Actual[0]))
        {
            CalibrationThrow.OneClass(Name);
        }
    }
}
