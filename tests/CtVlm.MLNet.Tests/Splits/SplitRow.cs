namespace CtVlm.MLNet.Tests;

/// <summary>A row of a cohort with its class, patient and fold in several types.</summary>
internal sealed class SplitRow
{
    public float Id { get; set; }

    public float Severity { get; set; }

    public string Grade { get; set; } = "";

    public bool Flag { get; set; }

    public long GradeNumber { get; set; }

    public string Patient { get; set; } = "";

    public long PatientNumber { get; set; }

    public float PatientFloat { get; set; }

    public string Fold { get; set; } = "";

    public int FoldNumber { get; set; }

    /// <summary>Three classes, one to three rows a patient, in mixed order.</summary>
    public static SplitRow[] Create(int patients = 30, int seed = 1)
    {
        Random random = new(seed);
        SplitRow[] rows =
        [
            .. Enumerable.Range(0, patients).SelectMany(patient => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => new SplitRow
            {
                Severity = patient % 3,
                Grade = ((string[])["none", "mild", "severe"])[patient % 3],
                Flag = patient % 3 == 2,
                GradeNumber = patient % 3,
                Patient = $"P{patient:000}",
                PatientNumber = patient,
                Fold = patient % 2 == 0 ? "10" : "9",
                FoldNumber = patient % 4,
            })),
        ];
        random.Shuffle(rows);
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row].Id = row;
        }

        return rows;
    }
}
