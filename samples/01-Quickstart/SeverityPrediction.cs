namespace Quickstart;

/// <summary>What the saved model says of a series.</summary>
internal sealed class SeverityPrediction
{
    public float PredictedSeverity { get; set; }

    public float[] Score { get; set; } = [];
}
