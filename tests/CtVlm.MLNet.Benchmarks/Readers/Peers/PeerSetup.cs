using System.Diagnostics;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Whether Python's readers can be had on this machine; they are looked for, and where it may be installed, once.</summary>
internal static class PeerSetup
{
    public const string Python = "/usr/bin/python3";

    private const string Shell = "/bin/bash";

    private static readonly Lazy<string?> s_reason = new(Install);

    /// <summary>Why the peers cannot be had; null when they are there.</summary>
    public static string? WhyMissing => s_reason.Value;

    /// <summary>A script of this folder, beside the program.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Readers", "Peers", name);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote on standard error, when it failed; otherwise null.</returns>
    public static string? WhyFailed(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Length > 0 ? errors : $"{Path.GetFileName(program)} ended with {process.ExitCode}";
    }

    private static string? Install() => BenchmarkScale.IsShort
        ? "the short form runs no peer"
        : !OperatingSystem.IsLinux() || !File.Exists(Shell)
            ? "the peers are Debian packages"
            : WhyFailed(Shell, Script("install.sh"));
}
