using CtVlm.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(CalibrateScoresTransformer), null, typeof(SignatureLoadModel), CalibrateScoresFormat.UserName, CalibrateScoresFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Calibrates scores; see <see cref="CalibrateScoresEstimator"/>.</summary>
/// <remarks>A row whose scores are missing, NaN or infinite, gets probabilities of NaN, a missing predicted label, and abstains.</remarks>
public sealed class CalibrateScoresTransformer : RowTransformer
{
    internal CalibrateScoresTransformer(IHostEnvironment environment, CalibrationSetup setup, FittedScoreCalibration calibration, CalibrationFit fit)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(CalibrateScoresTransformer)))
    {
        Setup = setup;
        Calibration = calibration;
        FitReport = fit;
    }

    /// <summary>What was fitted; the same after saving and loading.</summary>
    public FittedScoreCalibration Calibration { get; }

    /// <summary>On how many rows it was fitted, and the log loss before and after; the same after saving and loading.</summary>
    public CalibrationFit FitReport { get; }

    /// <summary>What the scores are taken for: logits or probabilities, never Auto.</summary>
    public ScoreInputKind InputKind => Setup.InputKind;

    /// <summary>The classes, in order of the slots.</summary>
    public IReadOnlyList<string> ClassNames => Setup.ClassNames;

    internal CalibrationSetup Setup { get; }

    internal static CalibrateScoresTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return CalibrateScoresFormat.Load(env, ctx);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new CalibrateScoresMapper(this, Host, schema);

    private protected override void SaveModel(ModelSaveContext ctx) => CalibrateScoresFormat.Save(ctx, this);
}
