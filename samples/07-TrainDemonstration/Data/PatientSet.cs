using System.Diagnostics;
using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>Patients in memory, 5 MB each, by class.</summary>
internal sealed class PatientSet
{
    private readonly TrainingPatient[][] _byClass;

    private PatientSet(TrainingPatient[] patients)
    {
        Patients = patients;
        _byClass = [.. Enumerable.Range(0, 3).Select(c => patients.Where(p => p.Class == c && (c == 0 || p.WallCount > 0)).ToArray())];
        if (_byClass.Any(c => c.Length == 0))
        {
            throw new InvalidOperationException($"Training needs a patient of every class; {patients.Length} patients have {string.Join(", ", _byClass.Select(c => c.Length))} of the three. Take more.");
        }
    }

    /// <summary>All patients in order of their index.</summary>
    public IReadOnlyList<TrainingPatient> Patients { get; }

    /// <summary>Makes patients 0 to count - 1 of a seed on all cores.</summary>
    public static PatientSet Make(string what, int seed, int count, PhantomOptions options)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TrainingPatient[] patients = new TrainingPatient[count];
        int done = 0;
        Parallel.For(0, count, i =>
        {
            patients[i] = TrainingPatient.Make(seed, i, options);
            int now = Interlocked.Increment(ref done);
            if (now % 100 == 0)
            {
                // A phantom is painted in large arrays, which would pile up to several times what is kept.
                GC.Collect();
                Console.WriteLine($"{what}: {now} of {count} patients, {watch.Elapsed.TotalSeconds:F0} s");
            }
        });
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new PatientSet(patients);
    }

    /// <summary>The patients of a class that have something to show: any normal one, or one with diseased wall in its images.</summary>
    public IReadOnlyList<TrainingPatient> OfClass(int severity) => _byClass[severity];
}
