namespace CtVlm.MLNet.Phantoms;

/// <summary>Writes reports from templates: a sentence for each sign, in one of a few wordings, and an impression.</summary>
internal static class ReportWriter
{
    public static PhantomReport Write(RandomStream random, PhantomFindings findings)
    {
        string[] signs =
        [
            Enhancement(random, findings), Stratification(random, findings), Comb(random, findings), Fat(random, findings), Stricture(random, findings),
        ];
        random.Shuffle<string>(signs);
        List<string> sentences = [Wall(random, findings)];

        // Three reports of ten leave some signs unmentioned, as people do.
        int kept = random.Chance(0.3) ? 2 + random.Below(3) : signs.Length;
        sentences.AddRange(signs.AsSpan(0, kept));
        return new PhantomReport(string.Join(' ', sentences), Impression(random, findings));
    }

    private static string Wall(RandomStream random, PhantomFindings f)
    {
        if (f.Severity == PhantomSeverity.Normal)
        {
            return random.Pick(
            [
                "small bowel wall thickness is normal.", "no bowel wall thickening.", "the small bowel wall is thin and smooth.", "small bowel loops are normal in thickness.",
            ]);
        }

        string degree = f.Severity == PhantomSeverity.Mild ? random.Pick(["mild", "minor"]) : random.Pick(["marked", "severe"]);
        string segment = Segment(f.Segment), region = Region(f.Region);
        int millimetres = (int)MathF.Round(f.WallMm);
        return random.Pick(
        [
            $"{degree} wall thickening of the {segment} in the {region}, up to {millimetres} mm.",
            $"the {segment} shows {degree} mural thickening of {millimetres} mm in the {region}.",
            $"{degree} thickening of the {segment}, {millimetres} mm, in the {region}.",
        ]);
    }

    private static string Enhancement(RandomStream random, PhantomFindings f) => f.HasHyperenhancement
        ? random.Pick(["mural hyperenhancement is present.", "the wall enhances avidly.", "there is segmental mural hyperenhancement."])
        : random.Pick(["no mural hyperenhancement.", "mural enhancement is normal.", "the wall does not hyperenhance."]);

    private static string Stratification(RandomStream random, PhantomFindings f) => f.HasStratification
        ? random.Pick(["mural stratification is present.", "the wall is stratified with a target sign.", "there is layered enhancement with mural edema."])
        : random.Pick(["no mural stratification.", "the wall is not stratified.", "no target sign."]);

    private static string Comb(RandomStream random, PhantomFindings f) => f.HasCombSign
        ? random.Pick(["comb sign is present.", "the vasa recta are engorged.", "engorged vasa recta with a comb sign."])
        : random.Pick(["no comb sign.", "the vasa recta are not engorged.", "mesenteric vessels are normal."]);

    private static string Fat(RandomStream random, PhantomFindings f) => f.HasStranding
        ? random.Pick(["there is stranding of the mesenteric fat.", "mesenteric fat stranding is present.", "the fat around the loop is hazy."])
        : random.Pick(["no fat stranding.", "no stranding around the bowel.", "the fat around the bowel is not stranded."]);

    private static string Stricture(RandomStream random, PhantomFindings f) => f.HasStricture
        ? random.Pick(["a stricture with upstream dilation is present.", "there is luminal narrowing with a dilated loop upstream.", "stricture with dilated upstream bowel."])
        : random.Pick(["no stricture.", "no stricture or upstream dilation.", "there is no luminal narrowing."]);

    private static string Impression(RandomStream random, PhantomFindings f)
    {
        string impression = random.Pick(PhantomReport.Impressions(f.Severity, $"{Segment(f.Segment)} in the {Region(f.Region)}"));
        return f.HasStricture ? $"{impression} {random.Pick(["stricture with upstream dilation.", "stricturing disease."])}" : impression;
    }

    private static string Segment(PhantomSegment segment) => segment switch
    {
        PhantomSegment.Jejunum => "jejunum",
        PhantomSegment.ProximalIleum => "proximal ileum",
        PhantomSegment.DistalIleum => "distal ileum",
        PhantomSegment.TerminalIleum => "terminal ileum",
        _ => "small bowel",
    };

    private static string Region(PhantomRegion region) => region switch
    {
        PhantomRegion.UpperAbdomen => "upper abdomen",
        PhantomRegion.RightLowerQuadrant => "right lower quadrant",
        PhantomRegion.LeftLowerQuadrant => "left lower quadrant",
        PhantomRegion.Pelvis => "pelvis",
        _ => "abdomen",
    };
}
