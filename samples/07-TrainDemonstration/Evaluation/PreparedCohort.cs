using System.Runtime.InteropServices;
using System.Text.Json;
using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>
/// Test and probe patients with all that does not depend on the encoder under test, kept in the work folder: a second encoder is tested in half of the time, and the patients can be
/// made while the first one is still being trained.
/// </summary>
/// <param name="plan">Seeds and sizes.</param>
/// <param name="workFolder">Where they are kept.</param>
internal sealed class PreparedCohort(TrainingPlan plan, string workFolder)
{
    private const string Rows = "rows.json";
    private const string Slices = "slices.bin";

    /// <summary>Makes every cohort of an evaluation that is not there yet.</summary>
    /// <param name="embedder">Makes patients.</param>
    public void PrepareAll(CohortEmbedder embedder)
    {
        Open(plan.ProbeSeed, plan.ProbePatients, PhantomAcquisition.Standard, embedder);
        Open(plan.TestSeed, plan.TestPatients, PhantomAcquisition.Standard, embedder);
        Open(plan.ShiftedSeed, plan.TestPatients, PhantomAcquisition.Shifted, embedder);
    }

    /// <summary>Reads the patients of a seed, or makes and keeps them.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">Number of patients.</param>
    /// <param name="acquisition">How they are scanned.</param>
    /// <param name="embedder">Makes patients.</param>
    public IReadOnlyList<PreparedPatient> Open(int seed, int count, PhantomAcquisition acquisition, CohortEmbedder embedder)
    {
        string name = FormattableString.Invariant($"{acquisition}-{seed}-{count}x{plan.SlicesPerVolume}-{plan.ImageSize}-{plan.VisionWidth}x{plan.VisionLayers}-{plan.Seed}");
        string folder = Path.Combine(workFolder, "prepared", name);
        if (Directory.Exists(folder))
        {
            return Read(folder);
        }

        PhantomOptions options = new() { ImageSize = plan.ImageSize, SliceCount = plan.SliceCount, SeriesPerPatient = 1, Acquisition = acquisition };
        List<PreparedPatient> patients = embedder.Prepare(seed, count, options);
        Write(folder, patients);
        return patients;
    }

    // The folder gets its name when it is complete.
    private static void Write(string folder, List<PreparedPatient> patients)
    {
        string aside = Directory.CreateDirectory($"{folder}.partial").FullName;
        File.WriteAllText(Path.Combine(aside, Rows), JsonSerializer.Serialize(patients.Select(p => p.Row)));
        using (FileStream file = File.Create(Path.Combine(aside, Slices)))
        {
            foreach (PreparedPatient patient in patients)
            {
                file.Write(MemoryMarshal.AsBytes<short>(patient.Hu));
            }
        }

        Directory.Move(aside, folder);
    }

    private static List<PreparedPatient> Read(string folder)
    {
        List<EvaluationRow> rows = JsonSerializer.Deserialize<List<EvaluationRow>>(File.ReadAllText(Path.Combine(folder, Rows))) ?? [];
        using FileStream file = File.OpenRead(Path.Combine(folder, Slices));
        int values = (int)(file.Length / sizeof(short) / rows.Count);
        return rows.ConvertAll(row =>
        {
            short[] hu = new short[values];
            file.ReadExactly(MemoryMarshal.AsBytes(hu.AsSpan()));
            return new PreparedPatient(row, hu);
        });
    }
}
