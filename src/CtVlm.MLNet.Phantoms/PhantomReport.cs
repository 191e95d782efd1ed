namespace CtVlm.MLNet.Phantoms;

/// <summary>The report of a synthetic patient. It says only what was put into the images.</summary>
/// <param name="Findings">Sentences about each sign, present or absent, lower case.</param>
/// <param name="Impression">The conclusion, lower case.</param>
public sealed record PhantomReport(string Findings, string Impression)
{
    /// <summary>Both parts, each after its heading.</summary>
    public string Text => $"findings: {Findings} impression: {Impression}";

    /// <summary>The wordings that an impression of a severity is drawn from: prompts for zero-shot classes.</summary>
    /// <param name="severity">The severity.</param>
    /// <param name="place">Where the disease is, as the reports name it; not used where there is none.</param>
    /// <returns>Three sentences, lower case. Average wordings of one place, not of several: texts about different places have a mean that is near to all of them and to none.</returns>
    public static IReadOnlyList<string> Impressions(PhantomSeverity severity, string place = "terminal ileum in the right lower quadrant") => severity switch
    {
        PhantomSeverity.Normal => ["no active disease.", "normal small bowel.", "no evidence of active crohn disease."],
        PhantomSeverity.Mild => [$"mild active crohn disease of the {place}.", $"mild active inflammation of the {place}.", $"mild disease activity, {place}."],
        _ => [$"moderate to severe active crohn disease of the {place}.", $"moderate to severe active inflammation of the {place}.", $"moderate to severe disease activity, {place}."],
    };
}
