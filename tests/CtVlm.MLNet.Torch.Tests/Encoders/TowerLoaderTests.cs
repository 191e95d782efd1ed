using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class TowerLoaderTests
{
    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    [InlineData(torch.ScalarType.Float16)]
    public void Prepare_ElementType_IsThatOfTheModuleBeforeItIsFilled(torch.ScalarType type)
    {
        TorchRuntime.EnsureLoaded();
        List<torch.ScalarType> types = [];
        using LinearLayer layer = TowerLoader.Prepare(
            () => new LinearLayer(3, 2),
            new ModelLoadOptions(torch.CPU, type),
            module => types.AddRange(module.parameters().Select(p => p.dtype)));
        Assert.Equal([type, type], types);
        Assert.All(layer.parameters(), p => Assert.Equal(type, p.dtype));
        using LinearLayer after = new(3, 2);
        Assert.All(after.parameters(), p => Assert.Equal(torch.ScalarType.Float32, p.dtype));
    }
}
