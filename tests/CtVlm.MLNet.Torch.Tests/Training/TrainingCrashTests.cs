using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Training in a process of its own that is killed, or whose disk is full: what comes out at last is what an undisturbed run gives, to the bit.</summary>
public sealed class TrainingCrashTests : IDisposable
{
    private const int CheckpointEvery = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Kill_TenTimesAtRandomMoments_GivesTheSameBits()
    {
        string expected = Result(await ProbeProcess.RunAsync(null, null, "train", PathOf("whole")));
        Random random = new(5);
        int furthest = 0, kills = 0;
        string checkpoint = PathOf("killed");
        while (kills < 10)
        {
            // Each life is allowed a few steps more than were made before, so that kills fall among the steps and the run gets on.
            int step = await LiveUntil(checkpoint, furthest + random.Next(1, 6), TimeSpan.FromMilliseconds(random.Next(0, 60)));
            if (step == 0)
            {
                break;
            }

            kills++;
            furthest = Math.Max(furthest, step);
        }

        ProbeProcess.Result last = await ProbeProcess.RunAsync(null, null, "train", checkpoint);
        int resumed = int.Parse(last.Lines.Single(l => l.StartsWith("resumed ", StringComparison.Ordinal))["resumed ".Length..], CultureInfo.InvariantCulture);
        Assert.Equal(10, kills);
        Assert.Empty(_folder.GetFiles("*.partial"));
        Assert.True(resumed >= furthest - CheckpointEvery, $"{furthest} steps were made, and the run went on from {resumed}.");
        Assert.Equal(expected, Result(last));
    }

    [Fact]
    public async Task FullDisk_LeavesTheLastGoodCheckpoint()
    {
        string expected = Result(await ProbeProcess.RunAsync(null, null, "train", PathOf("whole")));
        long size = new FileInfo(PathOf("whole")).Length;
        string mount = _folder.CreateSubdirectory("disk").FullName;

        // A disk on which one checkpoint fits, and not a second beside it.
        string script = $"""
            mount -t tmpfs -o size={size * 3 / 2} tmpfs '{mount}' || exit 77
            dotnet exec '{ProbeProcess.Assembly}' train '{mount}/run' 2>'{mount}.first' >/dev/null; echo "first $?"
            mount -o remount,size={size * 4} '{mount}'
            dotnet exec '{ProbeProcess.Assembly}' train '{mount}/run'; ls '{mount}'
            """;
        using Process shell = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(shell.ExitCode == 77 || (await error).Contains("unshare failed", StringComparison.Ordinal), "This system lets no user make a small disk in a namespace of its own.");
        Assert.DoesNotContain("first 0", output, StringComparison.Ordinal);
        Assert.Contains("No space left", await File.ReadAllTextAsync(mount + ".first", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains($"resumed {CheckpointEvery}\n", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain(".partial", output, StringComparison.Ordinal);
    }

    private static string Result(ProbeProcess.Result run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Lines.Single(l => l.StartsWith("result ", StringComparison.Ordinal));
    }

    // The step that was made last before the kill; 0 where the run ended by itself.
    private static async Task<int> LiveUntil(string checkpoint, int step, TimeSpan delay)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", ProbeProcess.Assembly, "train", checkpoint]) { RedirectStandardOutput = true })!;
        int made = 0;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is string line)
        {
            if (line.StartsWith("step ", StringComparison.Ordinal))
            {
                made = int.Parse(line["step ".Length..], CultureInfo.InvariantCulture);
            }

            if (made >= step)
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                process.Kill();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? 0 : made;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
