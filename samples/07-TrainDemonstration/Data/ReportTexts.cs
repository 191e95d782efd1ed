using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>Texts for pictures: a report in fresh wording, whole or in parts. Impressions alone are what makes short prompts work later.</summary>
internal static class ReportTexts
{
    private static readonly PhantomFindings s_normal = new() { Severity = PhantomSeverity.Normal, WallMm = 2 };

    /// <summary>What a picture without disease shows, whoever's it is.</summary>
    public static PhantomFindings Normal => s_normal;

    /// <summary>One text about some findings.</summary>
    public static string Write(RandomStream random, PhantomFindings findings)
    {
        PhantomReport report = ReportWriter.Write(random, findings);
        double kind = random.Next();
        return kind < 0.5 ? report.Text : kind < 0.72 ? report.Findings : report.Impression;
    }
}
