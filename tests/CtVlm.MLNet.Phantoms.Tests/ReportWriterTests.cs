namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class ReportWriterTests
{
    private static readonly PhantomFindings Severe = new()
    {
        Severity = PhantomSeverity.ModerateToSevere,
        WallMm = 8.4f,
        HasStratification = true,
        HasCombSign = true,
        HasStranding = true,
        HasStricture = true,
        HasHyperenhancement = true,
        Segment = PhantomSegment.TerminalIleum,
        Region = PhantomRegion.RightLowerQuadrant,
        LengthMm = 120,
    };

    private static readonly PhantomFindings Mild = new()
    {
        Severity = PhantomSeverity.Mild,
        WallMm = 4.2f,
        Segment = PhantomSegment.Jejunum,
        Region = PhantomRegion.UpperAbdomen,
        LengthMm = 90,
    };

    private static readonly PhantomFindings Normal = new() { Severity = PhantomSeverity.Normal, WallMm = 2 };

    /// <summary>Words that only a report of the sign has, and words that only a report of its absence has.</summary>
    private static readonly (Func<PhantomFindings, bool> Has, string[] Present, string[] Absent)[] Signs =
    [
        (f => f.HasHyperenhancement, ["hyperenhancement is present", "enhances avidly", "segmental mural hyperenhancement"], ["no mural hyperenhancement", "enhancement is normal", "does not hyperenhance"]),
        (f => f.HasStratification, ["stratification is present", "is stratified", "layered enhancement"], ["no mural stratification", "is not stratified", "no target sign"]),
        (f => f.HasCombSign, ["comb sign is present", "recta are engorged", "engorged vasa recta"], ["no comb sign", "are not engorged", "vessels are normal"]),
        (f => f.HasStranding, ["there is stranding", "stranding is present", "is hazy"], ["no fat stranding", "no stranding", "is not stranded"]),
        (f => f.HasStricture, ["a stricture with", "there is luminal narrowing", "stricture with dilated"], ["no stricture", "no luminal narrowing"]),
    ];

    [Fact]
    public void Write_AnyWording_NeverContradictsTheFindings()
    {
        foreach (PhantomFindings findings in new[] { Severe, Mild, Normal })
        {
            foreach (PhantomReport report in Reports(findings))
            {
                foreach ((Func<PhantomFindings, bool> has, string[] present, string[] absent) in Signs)
                {
                    Assert.DoesNotContain(has(findings) ? absent : present, words => report.Text.Contains(words));
                }
            }
        }
    }

    [Fact]
    public void Write_ManyReports_MostMentionEverySignAndSomeDoNot()
    {
        int Mentioned(PhantomReport report) => Signs.Count(sign => sign.Present.Concat(sign.Absent).Any(words => report.Findings.Contains(words)));
        int[] counts = [.. Reports(Severe).Select(Mentioned)];
        Assert.InRange(counts.Count(count => count == Signs.Length), 120, 160);
        Assert.InRange(counts.Min(), 2, 4);
    }

    [Fact]
    public void Write_AnyWording_ImpressionNamesTheClass()
    {
        Assert.All(Reports(Severe), report => Assert.StartsWith("moderate to severe", report.Impression));
        Assert.All(Reports(Severe), report => Assert.Contains("strictur", report.Impression));
        Assert.All(Reports(Mild), report => Assert.StartsWith("mild", report.Impression));
        Assert.All(Reports(Normal), report => Assert.Matches("^(no |normal )", report.Impression));
    }

    [Fact]
    public void Write_Diseased_NamesPlaceAndMillimetres()
    {
        Assert.All(Reports(Severe), report =>
        {
            Assert.Contains("terminal ileum", report.Findings);
            Assert.Contains("right lower quadrant", report.Findings);
            Assert.Contains("8 mm", report.Findings);
        });
        Assert.All(Reports(Mild), report => Assert.Contains("4 mm", report.Findings));
        Assert.All(Reports(Normal), report => Assert.DoesNotContain(" mm", report.Text));
    }

    [Fact]
    public void Text_AnyReport_HoldsBothParts()
    {
        PhantomReport report = new("no comb sign.", "normal small bowel.");
        Assert.Equal("findings: no comb sign. impression: normal small bowel.", report.Text);
    }

    private static PhantomReport[] Reports(PhantomFindings findings) =>
        [.. Enumerable.Range(0, 200).Select(i => ReportWriter.Write(RandomStream.For(4, i, "report"), findings))];
}
