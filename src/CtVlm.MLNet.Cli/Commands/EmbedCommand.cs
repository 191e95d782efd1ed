using System.CommandLine;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm embed</c>: embeddings of a cohort.</summary>
internal static class EmbedCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        EmbedCommandOptions options = new();
        Option<bool> strict = CommonOptions.Strict();
        Command command = new(
            "embed",
            "Embed the CT series of a cohort, or its texts with --text. A series that cannot be used is named on standard error and left out; ends with 1 only when all failed, or with --strict.");
        options.AddTo(command);
        command.Add(strict);
        command.SetAction((parsed, cancellationToken) => RunAsync(console, options.Read(parsed, console, cancellationToken), parsed.GetValue(strict), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolConsole console, IEmbedJob job, bool strict, CancellationToken cancellationToken)
    {
        EmbedOutcome outcome = await job.RunAsync(cancellationToken);
        if (outcome.Series == 0 && outcome.Failed > 0)
        {
            console.Fail($"none of {PlainText.Count(outcome.Failed, "series", "series")} could be embedded; nothing was written.");
            return ExitCode.Failed;
        }

        console.Say(job.Describe(outcome));
        return strict && outcome.Failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
