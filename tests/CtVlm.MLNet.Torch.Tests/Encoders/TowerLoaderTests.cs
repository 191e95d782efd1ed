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

    [Fact]
    public void Prepare_Masters_AreFloat32FromTheStartAndNamedByTheModule()
    {
        TorchRuntime.EnsureLoaded();
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            using TwoLayerPerceptron module = TowerLoader.Prepare(
                () => new TwoLayerPerceptron(3, 5, Activation.Gelu),
                new ModelLoadOptions(torch.CPU, torch.ScalarType.BFloat16, shapes => [.. shapes.named_parameters().Select(p => p.name).Where(name => name is "fc2.weight" or "fc1.bias")]),
                filled => Assert.Equal(3, filled.parameters().First().shape[^1]));
            Assert.Equal(
                [("fc1.bias", torch.ScalarType.Float32), ("fc1.weight", torch.ScalarType.BFloat16), ("fc2.bias", torch.ScalarType.BFloat16), ("fc2.weight", torch.ScalarType.Float32)],
                module.named_parameters().Select(p => (p.name, p.parameter.dtype)).OrderBy(p => p.name, StringComparer.Ordinal));
        }));
    }
}
