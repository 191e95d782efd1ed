namespace CtVlm.MLNet;

/// <summary>Names of the columns that a strategy's pipeline adds.</summary>
internal static class StrategyColumns
{
    public const string Bag = "Slices";
    public const string Positions = "SlicePositions";
    public const string Error = "SlicesError";
    public const string Pooled = "Embedding";
    public const string Features = "Features";
    public const string Label = "Label";
    public const string Patient = "Patient";
    public const string Score = "Score";
    public const string Predicted = "PredictedLabel";
}
