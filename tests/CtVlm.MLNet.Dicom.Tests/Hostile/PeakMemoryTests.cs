using System.Diagnostics;
using System.Globalization;
using CtVlm.MLNet.Fuzzing;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>By how much a process that reads a bad file grows at its peak, and how long it takes. Measured in another process, where nothing else allocates.</summary>
public sealed class PeakMemoryTests : IDisposable
{
    private const long MaxGrowth = 64L << 20;

    /// <summary>Processor time. An answer is due within two seconds; the rest is for code that is not optimised and for a slow machine.</summary>
    private const long MaxMilliseconds = 15_000;

    /// <summary>After this the measuring process is ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_EveryHostileInput_StaysWithin64MbAboveItsSize()
    {
        string[] paths = [.. HostileInputs().Distinct(StringComparer.Ordinal)];

        List<PeakRow> rows = Measure(paths);

        Assert.Equal(paths, rows.Select(row => row.Path));
        Assert.All(rows, AssertWithinBounds);
    }

    [Theory]
    [MemberData(nameof(Amplifiers))]
    public void Open_FileMadeToGrow_StaysWithin64MbAboveItsSize(string name)
    {
        string path = _folder[name + ".dcm"];
        File.WriteAllBytes(path, AmplifierFiles.Make(name));

        AssertWithinBounds(Assert.Single(Measure([path])));
    }

    public static TheoryData<string> Amplifiers => [.. AmplifierFiles.Names];

    [Fact]
    public void Measure_PooledArraysRentedTwice_SeesBoth()
    {
        const int Size = 100_000_000;
        string path = $"{PeakCommand.SelfTest}{Size}";

        List<PeakRow> rows = Measure([path, path, $"{PeakCommand.SelfTest}1"]);

        Assert.InRange(rows[0].Growth, Size, 2 * Size);
        Assert.InRange(rows[1].Growth, Size, 2 * Size);
        Assert.InRange(rows[2].Growth, 0, Size / 10);
    }

    private static IEnumerable<string> HostileInputs()
    {
        string root = RepositoryFiles.Below("tests", "Hostile", "dicom", "files");
        return Directory.EnumerateFileSystemEntries(root).Concat(RepositoryFiles.Hostile()).Concat(Directory.EnumerateFiles(
            RepositoryFiles.Below("tests", "Hostile", "regressions"), "*.dcm", SearchOption.AllDirectories));
    }

    private static void AssertWithinBounds(PeakRow row)
    {
        Assert.True(row.Outcome is "delivered" or "refused", $"{row.Path}: {row.Outcome}");
        Assert.True(row.Growth <= MaxGrowth + Size(row.Path), $"{row.Path}: grew by {row.Growth:N0} bytes");
        Assert.True(row.Milliseconds <= MaxMilliseconds, $"{row.Path}: took {row.Milliseconds} ms of processor time");
    }

    private static long Size(string path) => File.Exists(path)
        ? new FileInfo(path).Length
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static List<PeakRow> Measure(IReadOnlyList<string> paths)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "CtVlm.MLNet.Fuzzing.dll"), PeakCommand.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        foreach (string path in paths)
        {
            child.StandardInput.WriteLine(path);
        }

        child.StandardInput.Close();
        if (!output.Wait(Patience, TestContext.Current.CancellationToken))
        {
            child.Kill();
        }

        string text = output.GetAwaiter().GetResult();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"The measuring process ended with {child.ExitCode} after {text}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static PeakRow Parse(string line)
    {
        string[] fields = line.TrimEnd('\r').Split('\t');
        return new PeakRow(long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2], fields[3]);
    }

    private sealed record PeakRow(long Growth, long Milliseconds, string Outcome, string Path);
}
