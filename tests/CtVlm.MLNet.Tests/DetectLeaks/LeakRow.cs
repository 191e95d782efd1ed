using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A clean row of a cohort: nothing in it tells the label.</summary>
internal sealed class LeakRow
{
    public string Row { get; set; } = "";

    public string Patient { get; set; } = "";

    public string Study { get; set; } = "";

    public string Frame { get; set; } = "";

    public string Series { get; set; } = "";

    public string Fingerprint { get; set; } = "";

    public float Severity { get; set; }

    public float Age { get; set; }

    public int Site { get; set; }

    public bool Contrast { get; set; }

    public string Scanner { get; set; } = "";

    public string Report { get; set; } = "";

    [VectorType(3)]
    public float[] Embedding { get; set; } = [];

    [VectorType(3)]
    public float[] Features { get; set; } = [];

    /// <summary>Two rows a patient, three classes; columns of noise, one of them related to the class.</summary>
    public static LeakRow[] Create(int patients, int seed)
    {
        Random random = new(seed);
        List<LeakRow> rows = [];
        for (int patient = 0; patient < patients; patient++)
        {
            int grade = random.Next(3);
            for (int visit = 0; visit < 2; visit++)
            {
                string id = $"{seed}.{patient}.{visit}";
                rows.Add(new LeakRow
                {
                    Row = id,
                    Patient = $"P{patient}",
                    Study = "1.2." + id,
                    Frame = "1.3." + id,
                    Series = "1.4." + id,
                    Fingerprint = "f" + id,
                    Severity = grade,
                    Age = (float)(40 + (4 * grade) + (30 * random.NextDouble())),
                    Site = patient % 4,
                    Contrast = random.Next(2) == 0,
                    Scanner = ((string[])["alpha", "beta", "gamma"])[random.Next(3)],
                    Report = $"wall {1 + random.Next(9)} mm, {((string[])["no fistula", "stricture 2 cm", "0.5 cm node"])[random.Next(3)]}",
                    Embedding = [random.NextSingle(), random.NextSingle(), random.NextSingle() + (0.3f * grade)],
                    Features = [random.NextSingle(), random.NextSingle(), random.NextSingle() + (0.3f * grade)],
                });
            }
        }

        return [.. rows];
    }
}
