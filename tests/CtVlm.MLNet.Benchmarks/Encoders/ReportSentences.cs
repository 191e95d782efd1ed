using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Made-up sentences of CT reports, mostly 20 to 40 tokens long.</summary>
internal static class ReportSentences
{
    private static readonly string[] s_places =
    [
        "the terminal ileum", "the distal ileum", "the ileocaecal valve", "the ascending colon", "the sigmoid colon", "the proximal jejunum", "the neoterminal ileum", "the caecum",
    ];

    private static readonly string[] s_signs =
    [
        "mural thickening", "segmental hyperenhancement", "a comb sign", "mural stratification", "upstream dilatation", "a short stricture", "mesenteric fat stranding", "no active inflammation",
    ];

    private static readonly string[] s_rests =
    [
        "no fistula or abscess is seen", "compared to the prior examination there is slight improvement", "consistent with active Crohn's disease",
        "liver, spleen and kidneys are unremarkable", "mesenteric lymph nodes are not enlarged", "there is mild free fluid in the pelvis",
    ];

    /// <summary>A number of sentences, the same in every run.</summary>
    public static string[] Make(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => Make(random))];
    }

    private static string Make(Random random)
    {
        string sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{Pick(s_places)} shows {Pick(s_signs)} over {random.Next(2, 40)} cm, with a wall of {random.Next(3, 15)} mm; {Pick(s_rests)}");
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + (random.Next(3) > 0 ? "." : $", {Pick(s_rests)}.");

        string Pick(string[] texts) => texts[random.Next(texts.Length)];
    }
}
