namespace CtVlm.MLNet.Phantoms;

/// <summary>The report of a synthetic patient. It says only what was put into the images.</summary>
/// <param name="Findings">Sentences about each sign, present or absent, lower case.</param>
/// <param name="Impression">The conclusion, lower case.</param>
public sealed record PhantomReport(string Findings, string Impression)
{
    /// <summary>Both parts, each after its heading.</summary>
    public string Text => $"findings: {Findings} impression: {Impression}";
}
