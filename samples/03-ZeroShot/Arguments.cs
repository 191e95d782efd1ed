using CtVlm.MLNet;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;

namespace ZeroShot;

/// <summary>What the command line says.</summary>
internal sealed record Arguments(bool IsShort, string? EncoderFolder, string? SeriesFolder, string StripPath)
{
    /// <summary>Reads [--short] [--encoder FOLDER] [SERIES-FOLDER [STRIP.png]]; null where that is not what was given.</summary>
    public static Arguments? Read(string[] args)
    {
        List<string> rest = [.. args.Where(a => a != "--short")];
        string? encoder = null;
        if (rest.IndexOf("--encoder") is >= 0 and int at)
        {
            if (at + 1 >= rest.Count)
            {
                return null;
            }

            encoder = rest[at + 1];
            rest.RemoveRange(at, 2);
        }

        return rest.Count > 2 || rest.Any(a => a.StartsWith('-'))
            ? null
            : new Arguments(args.Contains("--short"), encoder, rest.ElementAtOrDefault(0), rest.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "ctvlm-zero-shot.png"));
    }

    /// <summary>Real weights where a folder of them is named, else the small encoder that ships with the phantoms and knows nothing else.</summary>
    public VlmEncoder OpenEncoder() => EncoderFolder is null ? VlmEncoder.Demonstration() : VlmEncoder.FromFolder(EncoderFolder);

    /// <summary>Three classes, told by words that the encoder can know. A class may have several prompts; their vectors are averaged, as CLIP's prompt ensembles are.</summary>
    public ZeroShotClass[] Classes => EncoderFolder is null
        ?
        [
            new("normal", PhantomReport.Impressions(PhantomSeverity.Normal)),
            new("mild", PhantomReport.Impressions(PhantomSeverity.Mild)),
            new("severe", PhantomReport.Impressions(PhantomSeverity.ModerateToSevere)),
        ]
        :
        [
            new("chest", "an axial CT image of the chest with lungs and heart"),
            new("abdomen", "an axial CT image of the abdomen with liver and bowel", "an axial CT image of the abdomen with kidneys and bowel"),
            new("pelvis", "an axial CT image of the pelvis with bladder and hips"),
        ];

    /// <summary>The folder of series; a synthetic one is made where none is named.</summary>
    public string OpenSeries()
    {
        string folder = SeriesFolder ?? Path.Combine(Path.GetTempPath(), IsShort ? "ctvlm-zero-shot-short" : "ctvlm-zero-shot");
        if (SeriesFolder is null && !Directory.Exists(folder))
        {
            PhantomCohort.Write(folder, patients: 2, seed: 4, new PhantomOptions { ImageSize = IsShort ? 96 : 192, SliceCount = IsShort ? 16 : 64, SeriesPerPatient = 1 });
        }

        return folder;
    }
}
