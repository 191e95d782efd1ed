using System.CommandLine;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Phantoms;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm phantom</c>: writes a synthetic cohort.</summary>
internal static class PhantomCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> folder = new("OUT") { Description = "The folder to write; it must not exist or be empty." };
        Option<int> patients = new("--patients") { HelpName = "N", Required = true, Description = "Number of patients; about a quarter of them have two series." };
        Option<int> seed = new("--seed") { HelpName = "S", DefaultValueFactory = _ => 1, Description = "The cohort is the same for the same seed, whatever the machine." };
        Option<string> syntax = new("--transfer-syntax")
        {
            HelpName = "NAME",
            DefaultValueFactory = _ => DicomSeriesWriter.DefaultTransferSyntax,
            Description = $"How pixels are stored, by keyword or UID: {string.Join(", ", DicomSeriesWriter.TransferSyntaxes)}.",
        };
        Option<int?> size = new("--size") { HelpName = "PX", Description = $"Rows and columns of an image. Default: {new PhantomOptions().ImageSize}." };
        Option<int?> slices = new("--slices") { HelpName = "N", Description = $"Slices of a series. Default: {new PhantomOptions().SliceCount}." };
        Command command = new(
            "phantom",
            "Write a synthetic CT-enterography cohort: DICOM series, OUT/studies.csv with severity and report, masks. It has no clinical meaning.")
        {
            folder, patients, seed, syntax, size, slices,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            parsed.GetRequiredValue(folder),
            parsed.GetValue(patients),
            parsed.GetValue(seed),
            parsed.GetRequiredValue(syntax),
            WithSize(parsed.GetValue(size), parsed.GetValue(slices)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ToolConsole console, string folder, int patients, int seed, string syntax, PhantomOptions options, CancellationToken cancellationToken)
    {
        PhantomCohortSummary summary = await ProgressDisplay.RunAsync(
            console,
            "phantoms",
            progress => Task.Run(() => Write(folder, patients, seed, syntax, options, progress, cancellationToken), cancellationToken));
        console.Say(
            $"{PlainText.Count(summary.SeriesCount, "series", "series")} of {PlainText.Count(summary.PatientCount, "patient", "patients")} "
            + $"(severity 0: {PlainText.Number(summary.PatientsBySeverity[0])}, 1: {PlainText.Number(summary.PatientsBySeverity[1])}, 2: {PlainText.Number(summary.PatientsBySeverity[2])})");
        console.Say(summary.StudiesPath);
        return ExitCode.Done;
    }

    // Numbers that are out of their range are wrong usage: the generator names them all.
    private static PhantomCohortSummary Write(
        string folder, int patients, int seed, string syntax, PhantomOptions options, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        try
        {
            return PhantomCohort.Write(
                folder,
                patients,
                seed,
                options,
                syntax,
                new Relay<PhantomProgress>(p => progress.Report(new ProgressStep(p.CompletedPatients, p.TotalPatients))),
                cancellationToken: cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(PlainText.Reason(exception));
        }
    }

    private static PhantomOptions WithSize(int? size, int? slices)
    {
        PhantomOptions options = new();
        return options with { ImageSize = size ?? options.ImageSize, SliceCount = slices ?? options.SliceCount };
    }
}
