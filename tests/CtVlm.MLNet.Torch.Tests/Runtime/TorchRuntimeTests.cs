using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class TorchRuntimeTests
{
    [Fact]
    public async Task EnsureLoaded_EmptyCacheFolder_Computes()
    {
        using TemporaryFolder cache = new();
        AssertLoaded(await ProbeProcess.RunAsync(cache.Path), cache.Path);
        AssertOneCopy(cache.Path);
    }

    [Fact]
    public async Task EnsureLoaded_TwoProcessesAtOnce_BothComputeAndOneCopyRemains()
    {
        using TemporaryFolder cache = new();
        ProbeProcess.Result[] results = await Task.WhenAll(ProbeProcess.RunAsync(cache.Path), ProbeProcess.RunAsync(cache.Path));
        Assert.All(results, r => AssertLoaded(r, cache.Path));
        AssertOneCopy(cache.Path);
    }

    [Fact]
    public async Task EnsureLoaded_CacheFolderCannotBeWritten_UsesTemporaryFolder()
    {
        using TemporaryFolder parent = new();
        await File.WriteAllTextAsync(parent.File("file"), "no folder", TestContext.Current.CancellationToken);
        AssertLoaded(await ProbeProcess.RunAsync(parent.File("file/below")), Path.GetTempPath());
    }

    [Fact]
    public async Task EnsureLoaded_DamagedCopyInCache_MakesItAgain()
    {
        using TemporaryFolder cache = new();
        ProbeProcess.Result first = await ProbeProcess.RunAsync(cache.Path);
        AssertLoaded(first, cache.Path);
        if (first.Lines[1] == "True")
        {
            byte[] bytes = await File.ReadAllBytesAsync(first.Lines[2], TestContext.Current.CancellationToken);
            bytes.AsSpan(0, 4096).Clear();
            await File.WriteAllBytesAsync(first.Lines[2], bytes, TestContext.Current.CancellationToken);
            AssertLoaded(await ProbeProcess.RunAsync(cache.Path), cache.Path);
        }
    }

    [Fact]
    public async Task EnsureLoaded_VariableNamesNoLibtorch_NamesEveryPathTried()
    {
        using TemporaryFolder empty = new();
        ProbeProcess.Result result = await ProbeProcess.RunAsync(empty.Path, empty.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("CTVLM_LIBTORCH", result.Error, StringComparison.Ordinal);
        Assert.Contains(empty.File(NativeNames.Libtorch), result.Error, StringComparison.Ordinal);
        Assert.Contains(empty.File(Path.Combine("lib", NativeNames.Libtorch)), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureLoaded_ManyThreads_LoadsOnce()
    {
        Parallel.For(0, 16, _ => TorchRuntime.EnsureLoaded());
        using torch.Tensor sum = torch.ones(1) + 1;
        Assert.Equal(2, sum.ToSingle());
    }

    [Fact]
    public void EnsureLoaded_AnotherLibtorchLater_IsRefused()
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder other = new();
        File.WriteAllBytes(other.File(NativeNames.Libtorch), []);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => TorchRuntime.EnsureLoaded(new TorchRuntimeOptions { LibtorchPath = other.Path }));
        Assert.Contains(other.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureLoaded_NoThreads_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.EnsureLoaded(new TorchRuntimeOptions { Threads = 0 }));

    [Fact]
    public void CheckNoSecond_OtherCopyOfLibtorch_IsRefusedBeforeItAborts()
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder other = new();
        File.WriteAllBytes(other.File(NativeNames.LibtorchCpu), []);
        Exception? e = Record.Exception(() => NativeLocator.CheckNoSecond(other.File(NativeNames.Libtorch)));
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes", NativeNames.Rid, "native", NativeNames.LibtorchCpu)))
        {
            Assert.StartsWith("Two libtorch:", Assert.IsType<TorchRuntimeException>(e).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(e);
        }
    }

    [Fact]
    public void Describe_Loaded_SaysWhatIsUsed()
    {
        TorchRuntimeReport report = TorchRuntime.Describe();
        Assert.True(report.IsLoaded, string.Join(" ", report.Problems));
        Assert.True(File.Exists(report.LibtorchPath));
        Assert.True(File.Exists(report.NativeLibraryPath));
        Assert.Equal("cpu", report.Devices[0]);
        Assert.InRange(report.Threads, 1, Environment.ProcessorCount);
        Assert.InRange(report.PhysicalCores, 1, Environment.ProcessorCount);
        Assert.StartsWith("0.107", report.TorchSharpVersion, StringComparison.Ordinal);
        Assert.Empty(report.Problems);
    }

    private static void AssertLoaded(ProbeProcess.Result result, string folder)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("2", result.Lines[0]);
        Assert.True(File.Exists(result.Lines[3]));
        if (result.Lines[1] == "True")
        {
            Assert.StartsWith(folder, result.Lines[2], StringComparison.Ordinal);
        }
    }

    private static void AssertOneCopy(string cache)
    {
        bool isPatched = TorchRuntime.Describe().IsPatched;
        Assert.Equal(isPatched ? 1 : 0, Directory.GetFiles(cache, "*", SearchOption.AllDirectories).Length);
    }
}
