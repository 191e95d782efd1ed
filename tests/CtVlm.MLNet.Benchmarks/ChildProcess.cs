using System.Diagnostics;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>This program again, in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it with other arguments: as an executable, or through `dotnet` when this one was started so. Its output comes here.</summary>
    public static Process Start(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] all = isHosted ? [typeof(ChildProcess).Assembly.Location, .. arguments] : arguments;
        return Process.Start(new ProcessStartInfo(program, all) { RedirectStandardOutput = true })!;
    }
}
