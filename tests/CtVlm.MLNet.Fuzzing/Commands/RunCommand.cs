using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Runs targets one after the other, each in a process of its own, so that a crash, a hang or memory without end is a finding like any other.</summary>
internal static class RunCommand
{
    public const string Verb = "run";

    /// <summary>Managed heap of a child, bytes: no run comes near it.</summary>
    private const string HeapLimit = "0x40000000";

    /// <summary>Runs the targets of a command line.</summary>
    /// <returns>0 when nothing was found, otherwise 1.</returns>
    public static int Run(CommandLine line)
    {
        IReadOnlyList<string> targets = line.Words.Count < 2 || line.Words[1] == "all" ? FuzzTargets.Names : [.. line.Words.Skip(1)];
        string findings = Path.GetFullPath(line.Text("findings", "fuzz-findings"));
        Directory.CreateDirectory(findings);
        int failed = targets.Count(target => !RunTarget(target, findings, line));
        Console.WriteLine(failed == 0 ? "No findings." : $"{failed} of {targets.Count} targets have findings; the inputs are in {findings}.");
        return failed == 0 ? 0 : 1;
    }

    private static bool RunTarget(string target, string findings, CommandLine line)
    {
        string current = Path.Combine(findings, $".{target}.current");
        using Process child = Process.Start(CreateStart(target, findings, current, line))!;
        child.WaitForExit();
        if (child.ExitCode is not (0 or 1))
        {
            string how = child.ExitCode == Watchdog.HangExitCode ? "a run did not end" : $"the process died with exit code {child.ExitCode}";
            string path = new Finding(target, how, CurrentInput.Read(current), "").Save(findings);
            Console.WriteLine($"{target}: {how}; the input is {path}.");
        }

        File.Delete(current);
        return child.ExitCode == 0;
    }

    private static ProcessStartInfo CreateStart(string target, string findings, string current, CommandLine line)
    {
        string seconds = line.Number("seconds", 120).ToString(CultureInfo.InvariantCulture);
        string seed = line.Number("seed", 1).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(
            "dotnet",
            [typeof(RunCommand).Assembly.Location, LoopCommand.Verb, target, "--findings", findings, "--current", current, "--seconds", seconds, "--seed", seed]);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        return start;
    }
}
