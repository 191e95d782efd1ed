namespace CtVlm.MLNet.Fuzzing;

/// <summary>The loop over one target in this process.</summary>
internal static class LoopCommand
{
    public const string Verb = "loop";

    /// <summary>Runs one target and saves what it finds.</summary>
    /// <returns>0 when nothing was found, otherwise 1; <see cref="Watchdog.HangExitCode"/> when a run did not end.</returns>
    public static int Run(CommandLine line)
    {
        string findings = line.Text("findings", "fuzz-findings");
        using IFuzzTarget target = FuzzTargets.Make(line.Word(1, "The target"));
        using CurrentInput current = new(line.Text("current", Path.GetTempFileName()));
        using Watchdog watchdog = new();
        FuzzOptions options = new()
        {
            Duration = TimeSpan.FromSeconds(line.Number("seconds", 120)),
            Seed = line.Number("seed", 1),
            WatchesTime = true,
            BeforeRun = input =>
            {
                current.Set(input);
                watchdog.OnRun();
            },
        };
        FuzzReport report = new FuzzLoop(target, options).Run();
        Console.WriteLine(report);
        foreach (Finding finding in report.Findings)
        {
            Console.WriteLine($"  {finding.Key} ({finding.Input.Length} bytes): {finding.Save(findings)}");
        }

        return report.Findings.Count == 0 ? 0 : 1;
    }
}
