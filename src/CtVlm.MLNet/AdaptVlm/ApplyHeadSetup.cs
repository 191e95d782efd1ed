using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>What scores pooled vectors by a trained head.</summary>
/// <param name="InputColumnName">The column of pooled vectors.</param>
/// <param name="OutputColumnPrefix">What the names of Score and PredictedLabel begin with.</param>
/// <param name="ClassNames">Names of the classes, in order.</param>
/// <param name="Head">The head.</param>
internal sealed record ApplyHeadSetup(string InputColumnName, string OutputColumnPrefix, IReadOnlyList<string> ClassNames, FittedHead Head)
{
    /// <summary>The column of probabilities.</summary>
    public string ScoreColumnName => ScoreOf(OutputColumnPrefix);

    /// <summary>The column of the class.</summary>
    public string PredictedLabelColumnName => PredictedLabelOf(OutputColumnPrefix);

    /// <summary>The column of probabilities, for a prefix.</summary>
    public static string ScoreOf(string prefix) => prefix + "Score";

    /// <summary>The column of the class, for a prefix.</summary>
    public static string PredictedLabelOf(string prefix) => prefix + "PredictedLabel";
}
