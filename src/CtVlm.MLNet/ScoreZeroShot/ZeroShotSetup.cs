using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>What a saved model keeps of its options: everything but the encoder and what belongs to a machine.</summary>
internal sealed record ZeroShotSetup(
    string InputColumnName,
    string OutputColumnPrefix,
    ZeroShotLevel Level,
    ZeroShotCombination Combination,
    MissingBagPolicy OnMissing,
    IReadOnlyList<ZeroShotClass> Classes,
    IReadOnlyList<string> Templates)
{
    public string ScoreColumnName => OutputColumnPrefix + ScoreZeroShotDefaults.Score;

    public string PredictedLabelColumnName => OutputColumnPrefix + ScoreZeroShotDefaults.PredictedLabel;

    public static ZeroShotSetup From(ScoreZeroShotOptions options) =>
        new(options.InputColumnName, options.OutputColumnPrefix, options.Level, options.Combination, options.OnMissing, [.. options.Classes], [.. options.Templates]);

    /// <summary>What the classes were asked in, as JSON: {"classes":{"normal":["a normal bowel"]},"templates":["a CT image showing {0}"]}.</summary>
    public string DescribePrompts() => JsonSerializer.Serialize(new { classes = Classes.ToDictionary(c => c.Name, c => c.Prompts), templates = Templates });
}
