using System.Runtime.ExceptionServices;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Writes synthetic cohorts: DICOM series, ground-truth masks and a table of labels and reports.</summary>
public static class PhantomCohort
{
    internal const string SeriesFolder = "series";
    internal const string MaskFolder = "masks";

    /// <summary>Writes a cohort. The files are the same for any number of threads.</summary>
    /// <remarks>
    /// FOLDER/studies.csv has the header series_path,patient_id,severity,report and a row for each series, in order; paths are relative to it, severity is 0, 1 or 2.
    /// FOLDER/series/P0001/S1 holds the files of a series, FOLDER/masks/P0001-S1.safetensors its mask: one tensor "mask", U8, [z, y, x], values of
    /// <see cref="PhantomMaskLabel"/>.
    /// </remarks>
    /// <param name="folder">Where the cohort goes: a folder that does not exist or is empty.</param>
    /// <param name="patients">Number of patients, 1 to 100,000.</param>
    /// <param name="seed">Seed of the cohort.</param>
    /// <param name="options">How the patients are scanned; the defaults when null.</param>
    /// <param name="transferSyntax">Keyword or UID of a transfer syntax of <see cref="DicomSeriesWriter.TransferSyntaxes"/>.</param>
    /// <param name="progress">Told after each patient, from any of the threads.</param>
    /// <param name="maxDegreeOfParallelism">How many patients are made at once, 1 or more; the number of processors when null.</param>
    /// <param name="cancellationToken">Stops within one series; files that were written stay.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentException">The transfer syntax is unknown or an option is out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of patients or of threads is out of its range.</exception>
    /// <exception cref="IOException">The folder is not empty, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PhantomCohortSummary Write(
        string folder,
        int patients,
        int seed,
        PhantomOptions? options = null,
        string transferSyntax = DicomSeriesWriter.DefaultTransferSyntax,
        IProgress<PhantomProgress>? progress = null,
        int? maxDegreeOfParallelism = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patients, 100_000);
        int threads = maxDegreeOfParallelism ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(maxDegreeOfParallelism));
        options ??= new PhantomOptions();
        options.Validate();
        CheckSyntax(transferSyntax);
        CheckEmpty(folder);
        Directory.CreateDirectory(Path.Combine(folder, MaskFolder));
        CohortRun run = new(patients, progress);
        PatientFiles files = new(folder, seed, options, transferSyntax);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, patients, parallel, index =>
            {
                PhantomPatient patient = PhantomPatient.Generate(seed, index, options);
                run.Complete(index, patient, files.Write(patient, index, cancellationToken));
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        string studies = Path.Combine(folder, "studies.csv");
        File.WriteAllText(studies, run.ToCsv());
        return run.Summarize(studies);
    }

    private static void CheckSyntax(string transferSyntax)
    {
        if (!DicomSeriesWriter.CanWrite(transferSyntax))
        {
            throw new ArgumentException(
                $"A cohort cannot be written in transfer syntax '{transferSyntax}'. Known: {string.Join(", ", DicomSeriesWriter.TransferSyntaxes)}; their UIDs are accepted too.",
                nameof(transferSyntax));
        }
    }

    private static void CheckEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new IOException($"The folder '{folder}' is not empty: slices of an older cohort would mix with the new ones. Name another folder or empty it.");
        }
    }
}
