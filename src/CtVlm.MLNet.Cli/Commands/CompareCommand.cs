using System.CommandLine;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm compare</c>: embedding strategies on the same rows and folds, and a report.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        CompareCommandOptions options = new();
        Option<bool> strict = CommonOptions.Strict();
        Command command = new(
            "compare",
            "Compare embedding strategies by cross-validation: every combination of the options that may be given several times. Each encoder, rendering and point goes over the series once. "
            + "Writes OUT/report.html, which needs no network, and OUT/results.json. Interrupted, it goes on where it was when it is called again with the same arguments.");
        options.AddTo(command);
        command.Add(strict);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed, console, cancellationToken), parsed.GetValue(strict), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CompareRequest request, bool isStrict, CancellationToken cancellationToken)
    {
        StrategyExperimentResult result = await new CompareJob(request).RunAsync(cancellationToken);
        foreach (string warning in result.Warnings)
        {
            request.Console.Warn(warning);
        }

        if (result.FailedSeriesRows > 0)
        {
            request.Console.Warn("'ctvlm embed' names the series that cannot be embedded, and why.");
        }

        if (request.PrintsJson)
        {
            request.Console.Say(result.ToJson());
        }
        else
        {
            request.Console.Say(result.ToTable());
            request.Console.Say(Path.Combine(request.Output, "report.html"));
        }

        return isStrict && result.FailedSeriesRows > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
