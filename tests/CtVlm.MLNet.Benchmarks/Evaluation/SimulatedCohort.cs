namespace CtVlm.MLNet.Benchmarks;

/// <summary>
/// A made-up cohort of three grades and two models that are equally good. Severity is a latent normal variable, 0.6 of whose variance is the patient's; each
/// model sees it with noise, half of whose variance both share and half of whose variance is the patient's.
/// </summary>
internal sealed record SimulatedCohort(ScoredRows First, ScoredRows Second)
{
    private const double PatientShare = 0.6;
    private const double Noise = 0.8;
    private const double Slope = 1.7;

    // Normal quantiles of 0.45 and 0.80: prevalences 45 %, 35 % and 20 %.
    private static readonly double[] s_thresholds = [-0.12566134685507402, 0.8416212335729143];

    /// <summary>Draws a cohort.</summary>
    /// <param name="patients">Patients.</param>
    /// <param name="mostRows">Each patient has 1 to this many rows, all numbers equally likely.</param>
    /// <param name="random">Numbers.</param>
    public static SimulatedCohort Draw(int patients, int mostRows, Random random)
    {
        List<int> patientOfRow = [];
        List<int> actual = [];
        List<double>[] scores = [[], []];
        for (int patient = 0; patient < patients; patient++)
        {
            double severityOfPatient = Normal(random);
            double[] noiseOfPatient = [Normal(random), Normal(random), Normal(random)];
            for (int row = random.Next(mostRows); row >= 0; row--)
            {
                double severity = (Math.Sqrt(PatientShare) * severityOfPatient) + (Math.Sqrt(1 - PatientShare) * Normal(random));
                double[] noise = [.. noiseOfPatient.Select(ofPatient => (ofPatient + Normal(random)) / Math.Sqrt(2))];
                patientOfRow.Add(patient);
                actual.Add(s_thresholds.Count(threshold => severity > threshold));
                for (int model = 0; model < 2; model++)
                {
                    scores[model].AddRange(Probabilities(severity + (Noise * (noise[2] + noise[model]) / Math.Sqrt(2))));
                }
            }
        }

        int[] labels = [.. actual];
        int[] units = [.. patientOfRow];
        return new SimulatedCohort(Rows(labels, [.. scores[0]], units), Rows(labels, [.. scores[1]], units));
    }

    private static double[] Probabilities(double seen)
    {
        double atLeast1 = 1 / (1 + Math.Exp(-Slope * (seen - s_thresholds[0])));
        double atLeast2 = 1 / (1 + Math.Exp(-Slope * (seen - s_thresholds[1])));
        return [1 - atLeast1, atLeast1 - atLeast2, atLeast2];
    }

    private static ScoredRows Rows(int[] actual, double[] scores, int[] patients)
        => new(3, actual, [.. scores.Chunk(3).Select(p => Array.IndexOf(p, p.Max()))], scores, patients);

    // Box and Muller.
    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
