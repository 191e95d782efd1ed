using System.CommandLine;
using System.CommandLine.Parsing;

namespace CtVlm.MLNet.Cli;

/// <summary>The <c>ctvlm</c> tool: parses a command line, runs the verb, and turns failures into exit codes.</summary>
internal static class CtvlmTool
{
    // After Ctrl+C a verb ends within one batch; a large model on a slow machine may need this long for one.
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(60);

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words after the tool's name.</param>
    /// <param name="console">Where it speaks.</param>
    /// <param name="cancellationToken">Stops as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolConsole console, CancellationToken cancellationToken = default)
    {
        Option<bool> verbose = new("--verbose") { Description = "Print the stack trace of a failure.", Hidden = true, Recursive = true };
        ParseResult parsed = CreateRoot(console, verbose).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return ReportUsage(console, parsed.Errors.Select(ParseErrorText.Describe));
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = console.Out,
                    Error = console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationPatience,
                },
                cancellationToken);
        }
        catch (UsageException exception)
        {
            return ReportUsage(console, [exception.Message]);
        }
        catch (Exception exception)
        {
            return ReportFailure(console, exception, parsed.GetValue(verbose));
        }
    }

    private static RootCommand CreateRoot(ToolConsole console, Option verbose) => new(
        "CT series for ML.NET: inspect, convert, embed, compare, predict, verify. Not a medical device.\n"
        + "Ends with 0 when done, 1 when it failed on the data (the reason is on standard error), 2 on wrong usage, 130 when interrupted.\n"
        + "With --json, standard output is exactly one JSON document.")
    {
        DoctorCommand.Create(console),
        PhantomCommand.Create(console),
        InspectCommand.Create(console),
        VolumeCommand.Create(console),
        EmbedCommand.Create(console),
        CompareCommand.Create(console),
        PredictCommand.Create(console),
        VerifyCommand.Create(console),
        verbose,
    };

    private static int ReportUsage(ToolConsole console, IEnumerable<string> messages)
    {
        foreach (string message in messages)
        {
            console.Fail(message);
        }

        console.Error.WriteLine("Try 'ctvlm --help', or 'ctvlm COMMAND --help'.");
        return ExitCode.Usage;
    }

    private static int ReportFailure(ToolConsole console, Exception exception, bool verbose)
    {
        if (DataFailure.Unwrap(exception) is OperationCanceledException)
        {
            console.Fail("interrupted.");
            return ExitCode.Interrupted;
        }

        console.Fail(PlainText.Reason(exception));
        if (verbose)
        {
            console.Error.WriteLine(exception);
        }

        return ExitCode.Failed;
    }
}
