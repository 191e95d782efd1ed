using System.Diagnostics;
using System.Text.Json;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>What one command line came to.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command line in this process, on consoles that nobody looks at.</summary>
    public static async Task<ToolRun> RunWithTokenAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), error = new();
        TextWriter shared = TextWriter.Synchronized(error);
        int code = await CtvlmTool.RunAsync(arguments, new ToolConsole(output, shared, IsOutTerminal: false, IsErrorTerminal: false), cancellationToken);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    public static Task<ToolRun> RunAsync(params IReadOnlyList<string> arguments) => RunWithTokenAsync(arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs a command line that must succeed.</summary>
    public static async Task<ToolRun> SucceedAsync(params IReadOnlyList<string> arguments)
    {
        ToolRun run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"ctvlm {string.Join(' ', arguments)} ended with {run.ExitCode}.\n{run.Out}\n{run.Error}");
        return run;
    }

    /// <summary>Runs the built tool as a process of its own.</summary>
    public static async Task<ToolRun> RunProcessAsync(params IEnumerable<string> arguments)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "ctvlm.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token), error = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return new ToolRun(process.ExitCode, await output, await error);
    }

    /// <summary>The output as JSON; fails when it is not exactly one document.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }
}
