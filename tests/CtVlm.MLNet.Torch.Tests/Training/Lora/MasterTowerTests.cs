using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Towers of every family with frozen weights of a low precision and trained ones in float32.</summary>
public sealed class MasterTowerTests : IDisposable
{
    private static readonly ClipEncoderSize s_size = new() { ImageSize = 32, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 };
    private readonly DisposeScope _scope;

    public MasterTowerTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string, ScalarType> Families
    {
        get
        {
            TheoryData<string, ScalarType> data = [];
            foreach (string folder in new[]
            {
                "hf-clip", "hf-siglip", "hf-vilt", "biomedclip", "open_clip-native", "image-only/hf-dinov2", "image-only/timm-dinov2-reg4", "image-only/timm-vit-avg", "image-only/timm-vit-cls",
            })
            {
                data.Add(folder, ScalarType.BFloat16);
                data.Add(folder, ScalarType.Float16);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Everything_OfAFamily_TrainsInFloat32NearTheExactGradients(string folder, ScalarType type)
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(GoldenFiles.Path(folder.Split('/')));
        TrainableParts parts = TrainableParts.Everything();
        using AdaptableEncoder exact = Load(encoder, parts, ScalarType.Float32), mixed = Load(encoder, parts, type);
        Assert.All(mixed.Parameters, p => Assert.Equal(ScalarType.Float32, p.Parameter.dtype));
        Assert.Equal(exact.Parameters.Select(p => PlainValues.Of(p.Parameter)), mixed.Parameters.Select(p => PlainValues.Of(p.Parameter)));
        Tensor[] expected = Embed(exact, encoder), got = Embed(mixed, encoder);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(ScalarType.Float32, got[i].dtype);
            Assert.InRange(Cosine(expected[i], got[i]), 0.999, 1 + 1e-6);
            Tensor weights = LoraNumbers.Random(expected[i].shape, 4 + i);
            expected[i].mul(weights).sum().backward();
            got[i].mul(weights).sum().backward();
        }

        AssertSameDirection(exact, mixed);
        using IDisposable mode = no_grad();
        Assert.All(Embed(mixed, encoder).Zip(got), pair => Assert.InRange(Cosine(pair.First, pair.Second), 0.999, 1 + 1e-6));
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Load_PartsOfTowers_HoldsWhatIsFrozenInTheLowType(ScalarType type)
    {
        TrainableParts[] choices =
        [
            TrainableParts.Projections(), TrainableParts.LastBlocks(1, 2), TrainableParts.None(), TrainableParts.Adapters(LoraOptions.Parse("v2_t2")),
            new TrainableParts { Lora = LoraOptions.Parse("v2b1@q_proj"), Vision = TowerTraining.Projection },
        ];
        foreach (TrainableParts parts in choices)
        {
            using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), parts, type);
            HashSet<string> trained = [.. encoder.Parameters.Select(p => p.Name)];
            Assert.All(encoder.Parameters, p => Assert.Equal(ScalarType.Float32, p.Parameter.dtype));
            Assert.All(
                encoder.Vision.Module.named_parameters().Concat(encoder.Text!.Module.named_parameters()),
                p => Assert.Equal(trained.Contains(p.name) ? ScalarType.Float32 : type, p.parameter.dtype));
        }
    }

    [Fact]
    public void Load_OfOneTensorAmongOthersOfItsModule_IsAMasterAlone()
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromFolder(GoldenFiles.Path("open_clip-native")), TrainableParts.Projections(), ScalarType.BFloat16);
        Dictionary<string, ScalarType> types = encoder.Vision.Module.named_parameters().ToDictionary(p => p.name, p => p.parameter.dtype);
        Assert.Equal(ScalarType.Float32, types["visual.proj"]);
        Assert.Equal(ScalarType.BFloat16, types["visual.class_embedding"]);
        encoder.Vision.Encode(Pixels(encoder), EmbeddingPoint.Projected).sum().backward();
        Assert.True(encoder.Parameters.Single(p => p.Name == "visual.proj").Parameter.grad!.abs().max().ToNumber() > 0);
    }

    [Fact]
    public void Load_CarriedAdaptersAsBase_RoundsTheSumOnce()
    {
        VlmEncoder below;
        using (AdaptableEncoder first = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Adapters(LoraOptions.Parse("v2")), ScalarType.Float32))
        {
            LoraNumbers.FillUps(first);
            below = first.ToEncoder();
        }

        using AdaptableEncoder exact = Load(below, TrainableParts.LastBlocks(1, 1), ScalarType.Float32), mixed = Load(below, TrainableParts.LastBlocks(1, 1), ScalarType.BFloat16);
        Dictionary<string, TorchSharp.Modules.Parameter> whole = exact.Vision.Module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Assert.All(mixed.Vision.Module.named_parameters(), p => Assert.True(LoraNumbers.SameBits(whole[p.name].to(p.parameter.dtype), p.parameter), p.name));
    }

    [Fact]
    public void Step_SmallerThanTheLowTypeHolds_MovesTheMaster()
    {
        using AdaptableEncoder encoder = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.LastBlocks(1, 1), ScalarType.BFloat16);
        NamedParameter map = encoder.Parameters.First(p => p.Name.EndsWith("fc1.weight", StringComparison.Ordinal) && p.Name.StartsWith("vision", StringComparison.Ordinal));
        Tensor before = map.Parameter.detach().clone();
        encoder.Vision.Encode(Pixels(encoder), EmbeddingPoint.Projected).sum().backward();
        using AdamW optimizer = AdamW.Create([.. encoder.Parameters.Select(p => p.Parameter)], new AdamWSettings { WeightDecay = 0 });
        optimizer.Step(1e-6);

        // Numbers near 0 move even in bfloat16; those of the size of the weights do not.
        Tensor isLarge = before.abs().IsAbove(0.01);
        Tensor moved = map.Parameter.detach().ne(before).logical_and(isLarge), movedInLow = map.Parameter.detach().to(ScalarType.BFloat16).ne(before.to(ScalarType.BFloat16)).logical_and(isLarge);
        Assert.True(moved.sum().ToNumber() > 0.9 * isLarge.sum().ToNumber());
        Assert.True(movedInLow.sum().ToNumber() < 0.05 * isLarge.sum().ToNumber());
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Recomputation_OfMasters_GivesTheGradientsOfKeptActivations(ScalarType type)
    {
        using AdaptableEncoder kept = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Everything(), type), recomputed = Load(VlmEncoder.FromSeed(3, s_size), TrainableParts.Everything(), type);
        kept.Vision.Encode(Pixels(kept), EmbeddingPoint.Projected).sum().backward();
        using (Recomputation.Enter())
        {
            recomputed.Vision.Encode(Pixels(recomputed), EmbeddingPoint.Projected).sum().backward();
        }

        AssertSameDirection(kept, recomputed);
    }

    private static AdaptableEncoder Load(VlmEncoder encoder, TrainableParts parts, ScalarType type) => AdaptableEncoder.Load(
        encoder, encoder.TextWidth is null ? parts.WithFrozenText() : parts, 1, new ModelLoadOptions(CPU, type));

    private static Tensor Pixels(AdaptableEncoder encoder) => LoraNumbers.Random([3, 3, encoder.Vision.Info.Preprocessing.ImageSize, encoder.Vision.Info.Preprocessing.ImageSize], 1);

    private static Tensor[] Embed(AdaptableEncoder towers, VlmEncoder encoder)
    {
        Tensor images = towers.Vision.Encode(Pixels(towers), EmbeddingPoint.Projected);
        return encoder.TextWidth is null ? [images] : [images, towers.Text!.Encode(["one", "two words"])];
    }

    private static double Cosine(Tensor a, Tensor b) => nn.functional.cosine_similarity(a.detach().flatten(), b.detach().flatten(), 0).ToNumber();

    // What no gradient reaches in float32 has none here either; what is near 0 beside the whole has no direction of its own.
    private static void AssertSameDirection(AdaptableEncoder exact, AdaptableEncoder mixed)
    {
        double longest = exact.Parameters.Max(p => p.Parameter.grad?.norm().ToNumber() ?? 0);
        foreach ((NamedParameter first, NamedParameter second) in exact.Parameters.Zip(mixed.Parameters))
        {
            Assert.Equal(first.Parameter.grad is null, second.Parameter.grad is null);
            if (first.Parameter.grad is Tensor expected && second.Parameter.grad is Tensor got)
            {
                Assert.Equal(ScalarType.Float32, got.dtype);
                double difference = (expected - got).norm().ToNumber();
                Assert.True(difference <= (0.1 * expected.norm().ToNumber()) + (0.01 * longest), $"{first.Name}: {expected.norm().ToNumber():g3} long, differs by {difference:g3}.");
            }
        }
    }
}
