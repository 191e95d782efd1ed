using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class LiveTensorsTests
{
    [Fact]
    public void CountAfter_TensorLeftBehind_CountsIt()
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal(1, LiveTensors.CountAfter(() => _ = torch.zeros(3)));
        Assert.Equal(0, LiveTensors.CountAfter(() => torch.zeros(3).Dispose()));
    }
}
