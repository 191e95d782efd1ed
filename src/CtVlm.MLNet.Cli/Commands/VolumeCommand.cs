using System.CommandLine;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm volume</c>: a series as a tensor file.</summary>
internal static class VolumeCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> path = new("PATH") { Description = "A folder, file, zip archive or DICOMDIR with one CT series, or with several when --series names one." };
        Option<string?> series = new("--series") { HelpName = "UID", Description = "Series Instance UID of the series to take; UID:n for the nth of several volumes of one series, as 'inspect' numbers them." };
        Option<string> output = new("--out") { HelpName = "FILE.safetensors", Required = true, Description = "The file to write; it appears whole, or not at all." };
        Command command = new(
            "volume",
            "Write a series as tensors: \"hu\" float32 [z, y, x] and \"affine_lps\" float64 [4, 4], voxel (x, y, z, 1) to patient LPS millimetres.")
        {
            path, series, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console, parsed.GetRequiredValue(path), parsed.GetValue(series), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolConsole console, string path, string? seriesUid, string output, CancellationToken cancellationToken)
    {
        CheckExtension(output);
        SeriesFinder.CheckExists(path);
        using CtVolume volume = CtVolume.Open(path, seriesInstanceUid: seriesUid);
        await ProgressDisplay.RunAsync(console, "volume", progress => Task.Run(
            () =>
            {
                VolumeFile.Write(volume, output, progress, cancellationToken);
                return true;
            },
            cancellationToken));
        foreach (CtWarning warning in volume.Series.Warnings)
        {
            console.Warn(warning.Message);
        }

        console.Say(
            $"{output}: hu float32 [{PlainText.Number(volume.SliceCount)}, {PlainText.Number(volume.Rows)}, {PlainText.Number(volume.Columns)}], affine_lps float64 [4, 4]");
        return ExitCode.Done;
    }

    private static void CheckExtension(string file)
    {
        if (!file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--out must end in .safetensors, got '{file}'.");
        }
    }
}
