using System.CommandLine;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm doctor</c>: what this machine has, and what to do about what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "doctor",
            "Report libtorch, devices, threads, codecs and the cache folder, and what to do if something is missing; then ends with 1.")
        {
            json,
        };
        command.SetAction(parsed => Run(console, parsed.GetValue(json)));
        return command;
    }

    private static int Run(ToolConsole console, bool json)
    {
        DoctorDocument document = DoctorDocument.Create();
        if (json)
        {
            JsonOutput.Write(console.Out, document);
        }
        else
        {
            DoctorText.Write(console.Out, document);
        }

        return document.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
