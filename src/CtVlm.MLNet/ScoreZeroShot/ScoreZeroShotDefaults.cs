namespace CtVlm.MLNet;

/// <summary>Names and limits of ScoreZeroShot.</summary>
internal static class ScoreZeroShotDefaults
{
    /// <summary>What the score's column is called, after the prefix.</summary>
    public const string Score = "Score";

    /// <summary>What the predicted label's column is called, after the prefix.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>Most classes: as many as an evaluation takes.</summary>
    public const int MaxClasses = RowColumns.MaxClasses;

    /// <summary>Most prompts of a class.</summary>
    public const int MaxPrompts = 10_000;
}
