using System.CommandLine;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm inspect</c>: every CT series below a path.</summary>
internal static class InspectCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> path = new("PATH") { Description = "A folder tree, a DICOM file, a zip archive or a DICOMDIR. A series whose pixels cannot be read stays in the list, with the reason among its warnings and null for its Hounsfield units." };
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "inspect",
            "List every CT series below PATH: geometry, Hounsfield units, what is odd. Ends with 1 when no series could be read.")
        {
            path, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(console, parsed.GetRequiredValue(path), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolConsole console, string path, bool json, CancellationToken cancellationToken)
    {
        CtInventory inventory = await SeriesFinder.ScanAsync(console, path, cancellationToken);
        InspectDocument document = await ProgressDisplay.RunAsync(
            console, "inspect", progress => Task.Run(() => Inspector.Inspect(inventory, progress, cancellationToken), cancellationToken));
        if (json)
        {
            JsonOutput.Write(console.Out, document);
        }
        else
        {
            InspectTable.Write(console, document);
        }

        if (document.Series.Any(series => series.HuSha256 is not null))
        {
            return ExitCode.Done;
        }

        console.Fail($"no CT series below '{path}' could be read; {PlainText.Count(document.Skipped.Count, "file", "files")} skipped, each with its reason.");
        return ExitCode.Failed;
    }
}
