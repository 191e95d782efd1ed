using System.Diagnostics;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Runs the probe, a process in which nothing is loaded yet.</summary>
internal static class ProbeProcess
{
    public sealed record Result(int ExitCode, string[] Lines, string Error);

    /// <summary>The probe's assembly: bin/CONFIGURATION/FRAMEWORK is the same for it as for these tests.</summary>
    public static string Assembly { get; } = Path.Combine(
        GoldenFiles.RepositoryRoot,
        "tests",
        "CtVlm.MLNet.Torch.Probe",
        Path.GetRelativePath(Path.Combine(GoldenFiles.RepositoryRoot, "tests", "CtVlm.MLNet.Torch.Tests"), AppContext.BaseDirectory),
        "CtVlm.MLNet.Torch.Probe.dll");

    public static async Task<Result> RunAsync(string? cache, string? libtorch = null, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Set(start, "CTVLM_CACHE", cache);
        Set(start, "CTVLM_LIBTORCH", libtorch ?? Environment.GetEnvironmentVariable("CTVLM_LIBTORCH"));
        using Process process = Process.Start(start)!;
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        string text = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new Result(process.ExitCode, text.Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
    }

    private static void Set(ProcessStartInfo start, string name, string? value)
    {
        start.Environment.Remove(name);
        if (value is not null)
        {
            start.Environment[name] = value;
        }
    }
}
