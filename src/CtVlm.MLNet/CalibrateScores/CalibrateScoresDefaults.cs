namespace CtVlm.MLNet;

/// <summary>Default names of <see cref="CalibrateScoresOptions"/>.</summary>
internal static class CalibrateScoresDefaults
{
    public const string Label = "Label";
    public const string PredictedLabel = "PredictedLabel";
    public const string Abstained = "Abstained";
}
