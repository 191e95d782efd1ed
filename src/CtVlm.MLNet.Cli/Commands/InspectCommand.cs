using System.CommandLine;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm inspect</c>: every CT series below a path.</summary>
internal static class InspectCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> path = new("PATH") { Description = "A folder tree or a DICOM file." };
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "inspect",
            "List every CT series below PATH: geometry, range and SHA-256 of the Hounsfield units, and what is odd. Pixels are read slice by slice. "
            + "A series whose pixels cannot be read stays in the list, with its reason among the warnings and without Hounsfield units (null in JSON). "
            + "Ends with 0 when at least one series was read, else with 1; the list is printed in both cases, unless PATH does not exist.")
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

        console.Error.WriteLine($"ctvlm: no CT series below '{path}' could be read; {PlainText.Count(document.Skipped.Count, "file", "files")} skipped, each with its reason.");
        return ExitCode.Failed;
    }
}
