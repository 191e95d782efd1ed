using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class TorchDevicesTests
{
    private const int NoSuchGpu = 99;

    [Fact]
    public void Resolve_NoGpuAsked_IsCpu() => Assert.Equal(DeviceType.CPU, TorchDevices.Resolve(null, false).type);

    [Fact]
    public void Resolve_MissingGpuWithFallback_IsCpu() => Assert.Equal(DeviceType.CPU, TorchDevices.Resolve(NoSuchGpu, true).type);

    [Fact]
    public void Resolve_MissingGpuWithoutFallback_SaysWhatToDo()
    {
        TorchRuntimeException e = Assert.Throws<TorchRuntimeException>(() => TorchDevices.Resolve(NoSuchGpu, false));
        Assert.Contains("GPU 99", e.Message, StringComparison.Ordinal);
        Assert.Contains("FallbackToCpu", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NegativeIndex_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TorchDevices.Resolve(-1, true));

    [Fact]
    public void Resolve_EveryGpuThereIs_HonoursTheIndex()
    {
        string[] gpus = [.. TorchRuntime.Describe().Devices.Skip(1)];
        Assert.All(gpus.Index(), g => Assert.Equal(g.Index, TorchDevices.Resolve(g.Index, false).index));
        Assert.Equal(torch.cuda.is_available(), gpus.Length > 0);
    }

    [Fact]
    public void CountIn_TwoThreadsACore_CountsCores()
    {
        string[] lines = ["physical id\t: 0", "core id\t\t: 0", "", "physical id\t: 0", "core id\t\t: 0", "physical id\t: 0", "core id\t\t: 1", "physical id\t: 1", "core id\t\t: 0"];
        Assert.Equal(3, PhysicalCores.CountIn(lines));
    }

    [Fact]
    public void CountIn_NoTopology_IsUnknown() => Assert.Null(PhysicalCores.CountIn(["processor\t: 0", "model name\t: any"]));
}
