using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Layers whose own weights are float32 among activations of a lower precision.</summary>
public sealed class MastersTests : IDisposable
{
    private readonly DisposeScope _scope;

    public MastersTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string, ScalarType> Layers
    {
        get
        {
            TheoryData<string, ScalarType> data = [];
            foreach (string layer in new[] { nameof(LinearLayer), nameof(LayerNormLayer), nameof(PatchConvolution), nameof(EmbeddingTable), nameof(LayerScale), nameof(Dinov2LayerScale) })
            {
                data.Add(layer, ScalarType.BFloat16);
                data.Add(layer, ScalarType.Float16);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Forward_WithMasters_GivesTheActivationsTypeAndFloat32Gradients(string name, ScalarType type)
    {
        nn.Module<Tensor, Tensor> exact = Create(name, ScalarType.Float32), mixed = Create(name, type);
        foreach ((TorchSharp.Modules.Parameter first, TorchSharp.Modules.Parameter second) in exact.parameters().Zip(mixed.parameters()))
        {
            Assert.Equal(ScalarType.Float32, second.dtype);
            LoraNumbers.Fill(first, 7);
            LoraNumbers.Fill(second, 7);
            (first.requires_grad, second.requires_grad) = (true, true);
        }

        Tensor input = Input(name), weights = LoraNumbers.Random(exact.forward(input).shape, 9);
        Tensor expected = exact.forward(input), got = mixed.forward(input.is_floating_point() ? input.to(type) : input);
        Assert.Equal(type, got.dtype);
        AssertNear(expected, got, type);
        expected.mul(weights).sum().backward();
        got.to(ScalarType.Float32).mul(weights).sum().backward();
        foreach ((TorchSharp.Modules.Parameter first, TorchSharp.Modules.Parameter second) in exact.parameters().Zip(mixed.parameters()))
        {
            Assert.Equal(ScalarType.Float32, second.grad!.dtype);
            AssertNear(first.grad!, second.grad!, type);
        }

        using IDisposable mode = no_grad();
        AssertNear(got, mixed.forward(input.is_floating_point() ? input.to(type) : input), type);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Forward_Repeated_LeavesNoTensor(string name, ScalarType type)
    {
        nn.Module<Tensor, Tensor> mixed = Create(name, type);
        Tensor input = Input(name);
        using Tensor entering = input.is_floating_point() ? input.to(type) : input.alias();
        Assert.Equal(0, LiveTensors.CountAfter(() => mixed.forward(entering).Dispose()));
    }

    [Fact]
    public void Scaled_WithMasters_ScalesProductAndBias()
    {
        LinearLayer exact = LoraNumbers.Filled(6, 4, hasBias: true, 1), mixed;
        using (Unset.On(CPU, ScalarType.BFloat16, new HashSet<int> { 0, 1 }))
        {
            mixed = LoraNumbers.Filled(6, 4, hasBias: true, 1);
        }

        using IDisposable mode = no_grad();
        Tensor input = LoraNumbers.Random([5, 6], 2);
        AssertNear(exact.Scaled(input, 1.5f, 0.25f), mixed.Scaled(input.to(ScalarType.BFloat16), 1.5f, 0.25f), ScalarType.BFloat16);
    }

    [Fact]
    public void Forward_MastersMeetTheirOwnType_ComputeInIt()
    {
        LinearLayer mixed;
        using (Unset.On(CPU, ScalarType.BFloat16, new HashSet<int> { 0, 1 }))
        {
            mixed = LoraNumbers.Filled(6, 4, hasBias: true, 1);
        }

        Tensor input = LoraNumbers.Random([5, 6], 2);
        Assert.True(LoraNumbers.SameBits(LoraNumbers.Filled(6, 4, hasBias: true, 1).forward(input), mixed.forward(input)));
        Assert.Equal(ScalarType.Float32, mixed.Weight.dtype);
        _ = mixed.forward(input);
    }

    [Fact]
    public void First_OfAMasterTable_IsACastWithAGraph()
    {
        EmbeddingTable table = (EmbeddingTable)Create(nameof(EmbeddingTable), ScalarType.BFloat16);
        TorchSharp.Modules.Parameter weight = table.parameters().Single();
        LoraNumbers.Fill(weight, 3);
        weight.requires_grad = true;
        Tensor first = table.First(2);
        Assert.Equal(ScalarType.BFloat16, first.dtype);
        first.to(ScalarType.Float32).sum().backward();
        Assert.Equal(12, weight.grad!.sum().ToNumber());
        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
    }

    [Fact]
    public void On_Nested_PutsBackWhatWasBefore()
    {
        using (Unset.On(CPU, ScalarType.BFloat16))
        {
            using (UnsetPlace inner = Unset.On(META, masters: new HashSet<int> { 1 }))
            {
                _ = Unset.Parameter(2);
                Assert.Equal(DeviceType.META, Assert.Single(inner.Made).device_type);
            }

            Assert.Equal(ScalarType.BFloat16, Unset.ElementType);
        }

        Assert.Equal(ScalarType.Float32, Unset.ElementType);
        Assert.Equal(ScalarType.Float32, Unset.Parameter(2).dtype);
    }

    private static nn.Module<Tensor, Tensor> Create(string name, ScalarType type)
    {
        using IDisposable place = Unset.On(CPU, type, new HashSet<int> { 0, 1 });
        return name switch
        {
            nameof(LinearLayer) => new LinearLayer(6, 4),
            nameof(LayerNormLayer) => new LayerNormLayer(6, 1e-5),
            nameof(PatchConvolution) => new PatchConvolution(3, 6, 4, hasBias: true),
            nameof(EmbeddingTable) => new EmbeddingTable(5, 6),
            nameof(LayerScale) => new LayerScale(6),
            _ => new Dinov2LayerScale(6),
        };
    }

    private static Tensor Input(string name) => name switch
    {
        nameof(PatchConvolution) => LoraNumbers.Random([2, 3, 8, 8], 5),
        nameof(EmbeddingTable) => tensor(new long[] { 0, 3, 3, 1 }, [2, 2]),
        _ => LoraNumbers.Random([2, 3, 6], 5),
    };

    // A few roundings of the greatest value: half a unit in the last of 8 or 11 bits each.
    private static void AssertNear(Tensor expected, Tensor got, ScalarType type)
    {
        double rounding = type == ScalarType.BFloat16 ? Math.Pow(2, -9) : Math.Pow(2, -12);
        LoraNumbers.AssertClose(expected, got.to(ScalarType.Float32), 6 * rounding * expected.abs().max().ToNumber());
    }
}
