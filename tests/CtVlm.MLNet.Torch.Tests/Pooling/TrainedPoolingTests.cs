using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What holds of every trained architecture.</summary>
public class TrainedPoolingTests
{
    private const double Exact = 1e-11;

    public TrainedPoolingTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Specifications => TrainedPoolingRig.Data;

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Parse_Specification_RoundTrips(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        Assert.Equal(specification, pooling.Specification);
        Assert.IsAssignableFrom<TrainedPooling>(pooling);
        Assert.Equal(specification.Split(':')[0], pooling.Name);
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_PaddedBatch_IsEachBagByItself(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(11, 9, TrainedPoolingRig.Width, 9, 4, 1, 4, 7);
        PooledBags together = TrainedPoolingRig.Pool(module, bags);
        Assert.Equal([5, SlicePooling.Parse(specification).GetOutputWidth(TrainedPoolingRig.Width)], together.Vectors.shape);
        for (int bag = 0; bag < 5; bag++)
        {
            PooledBags alone = TrainedPoolingRig.Pool(module, TrainedPoolingRig.Single(bags, bag));
            Assert.All(TrainedPoolingRig.Values(alone.Vectors), value => Assert.True(double.IsFinite(value)));
            TrainedPoolingRig.AssertClose(TrainedPoolingRig.Values(alone.Vectors), TrainedPoolingRig.Values(together.Vectors[bag]), Exact, $"Bag {bag}");
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_Weights_AreSharesOfTheSlices(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BagBatch bags = TrainedPoolingRig.Bags(12, 9, TrainedPoolingRig.Width, 9, 4, 1);
        PooledBags pooled = TrainedPoolingRig.Pool(TrainedPoolingRig.Create(specification), bags);
        Assert.Equal(SlicePooling.Parse(specification).HasSliceWeights, pooled.Weights is not null);
        if (pooled.Weights is { } weights)
        {
            Assert.Equal(bags.Mask.shape, weights.shape);
            Assert.All(TrainedPoolingRig.Values(weights), weight => Assert.True(weight >= 0));
            Assert.All(TrainedPoolingRig.Values(weights.masked_select(bags.Mask.logical_not())), weight => Assert.Equal(0, weight));
            TrainedPoolingRig.AssertClose([1, 1, 1], TrainedPoolingRig.Values(weights.sum(1)), Exact, "Sum of the weights");
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_RowsWithPositionsInAnotherOrder_SameVectorWhereItSaysSo(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(13, 7, TrainedPoolingRig.Width, 7, 5);
        long[] order = [5, 2, 6, 0, 3, 1, 4];
        PooledBags first = TrainedPoolingRig.Pool(module, bags);
        PooledBags second = TrainedPoolingRig.Pool(module, TrainedPoolingRig.Reorder(bags, order));
        double difference = (first.Vectors - second.Vectors).abs().max().ToDouble();
        Assert.True(SlicePooling.Parse(specification).IsPermutationInvariant ? difference <= Exact : difference > 1e-6, $"Difference {difference:g3}.");
        if (first.Weights is { } weights && SlicePooling.Parse(specification).IsPermutationInvariant)
        {
            TrainedPoolingRig.AssertClose(TrainedPoolingRig.Values(weights.index_select(1, torch.tensor(order))), TrainedPoolingRig.Values(second.Weights!), Exact, "Weights");
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_PositionsMovedAsOne_SameVector(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(14, 7, TrainedPoolingRig.Width, 7, 5);
        BagBatch moved = bags with { PositionsMm = bags.PositionsMm! + 512 };
        TrainedPoolingRig.AssertClose(
            TrainedPoolingRig.Values(TrainedPoolingRig.Pool(module, bags).Vectors), TrainedPoolingRig.Values(TrainedPoolingRig.Pool(module, moved).Vectors), Exact, "Vectors");
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_SpacingDoubled_ChangesWhatReadsMillimetresOnly(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(15, 6, TrainedPoolingRig.Width, 6);
        BagBatch wide = bags with { PositionsMm = bags.PositionsMm! * 2 };
        double difference = (TrainedPoolingRig.Pool(module, bags).Vectors - TrainedPoolingRig.Pool(module, wide).Vectors).abs().max().ToDouble();
        bool readsMillimetres = SlicePooling.Parse(specification).UsesPositions && !specification.Contains("chain=rank", StringComparison.Ordinal);
        Assert.True(readsMillimetres ? difference > 1e-6 : difference <= Exact, $"Difference {difference:g3}.");
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_NoPositions_OnlyThoseThatReadMillimetresRefuse(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(16, 6, TrainedPoolingRig.Width, 6) with { PositionsMm = null };
        bool readsMillimetres = SlicePooling.Parse(specification).UsesPositions && !specification.Contains("chain=rank", StringComparison.Ordinal);
        if (readsMillimetres)
        {
            Assert.Contains("positions of the slices in mm", Assert.Throws<ArgumentException>(() => module.forward(bags)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.All(TrainedPoolingRig.Values(TrainedPoolingRig.Pool(module, bags).Vectors), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_NanInASlice_StaysInItsBag(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(17, 6, TrainedPoolingRig.Width, 6, 4);
        double[] clean = TrainedPoolingRig.Values(TrainedPoolingRig.Pool(module, bags).Vectors[1]);
        bags.Rows[0, 2, 1].fill_(double.NaN);
        PooledBags pooled = TrainedPoolingRig.Pool(module, bags);
        Assert.Contains(TrainedPoolingRig.Values(pooled.Vectors[0]), double.IsNaN);
        TrainedPoolingRig.AssertClose(clean, TrainedPoolingRig.Values(pooled.Vectors[1]), Exact, "The other bag");
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Backward_Rows_AgreesWithFiniteDifferences(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        torch.Tensor coefficients = torch.arange(3 * SlicePooling.Parse(specification).GetOutputWidth(TrainedPoolingRig.Width), dtype: torch.float64).view(3, -1).sin();
        torch.Tensor Loss(BagBatch bags) => (module.forward(bags).Vectors * coefficients).sum();
        AssertGradient(TrainedPoolingRig.Bags(18, 5, TrainedPoolingRig.Width, 5, 3, 1), Loss);
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    [InlineData("attention:hidden=6")]
    [InlineData("gatedattention:hidden=6")]
    public void Backward_Parameters_AgreeWithFiniteDifferences(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(18, 5, TrainedPoolingRig.Width, 5, 3, 1);
        torch.Tensor coefficients = torch.arange(3 * SlicePooling.Parse(specification).GetOutputWidth(TrainedPoolingRig.Width), dtype: torch.float64).view(3, -1).sin();
        torch.Tensor classes = torch.tensor(new long[] { 2, 0, 1 });
        ParameterGradients.AssertAgree([.. module.named_parameters().Select(p => new NamedParameter(p.name, p.parameter))], Loss);

        torch.Tensor Loss()
        {
            PooledBags pooled = module.forward(bags);
            torch.Tensor own = (pooled.Vectors * coefficients).sum();
            return module.AuxiliaryLoss(bags, pooled, classes) is { } auxiliary ? own.Plus(auxiliary) : own;
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void AuxiliaryLoss_OfItsShare_AgreesWithFiniteDifferences(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        torch.Tensor classes = torch.tensor(new long[] { 2, 0, 1 });
        torch.Tensor? Loss(BagBatch bags) => module.AuxiliaryLoss(bags, module.forward(bags), classes);
        BagBatch bags = TrainedPoolingRig.Bags(19, 5, TrainedPoolingRig.Width, 5, 3, 1);
        Assert.Equal(module.BagShare < 1, Loss(bags) is not null);
        if (module.BagShare < 1)
        {
            AssertGradient(bags, b => Loss(b)!);
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Initialize_Seeds_FillEveryParameterAlike(string specification)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] first = Started(specification, 7), second = Started(specification, 7), other = Started(specification, 8);
        Assert.All(first, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_WithAndWithoutGradients_LeavesNoTensor(string specification) => Assert.Equal(0, LiveTensors.CountAfter(() =>
    {
        using DisposeScope outer = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification);
        BagBatch bags = TrainedPoolingRig.Bags(20, 6, TrainedPoolingRig.Width, 6, 3);
        torch.Tensor classes = torch.tensor(new long[] { 1, 0 });
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            module.AuxiliaryLoss(bags, module.forward(bags), classes);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }));

    [Theory]
    [InlineData("mhaquery:heads=3", 8)]
    [InlineData("pma:heads=5", 8)]
    [InlineData("map:heads=16", 8)]
    [InlineData("transformer:heads=7", 8)]
    public void GetOutputWidth_HeadsThatDoNotDivide_SaysSo(string specification, int width) =>
        Assert.Contains("heads cannot share", Assert.Throws<ArgumentException>(() => SlicePooling.Parse(specification).GetOutputWidth(width)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("dsmil:classes=4", "Use SlicePooling.Dsmil(classes: 3), or 'dsmil:classes=3'.")]
    [InlineData("clam:branches=2", "Use SlicePooling.Clam(branches: 3), or 'clam:branches=3'.")]
    public void CreateModule_OtherNumberOfClasses_SaysWhatToGive(string specification, string advice) =>
        Assert.Contains(advice, Assert.Throws<ArgumentException>(() => SlicePooling.Parse(specification).CreateModule(8, 3)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mhaquery:heads=0")]
    [InlineData("pma:queries=0")]
    [InlineData("map:inner=1000000")]
    [InlineData("transformer:layers=3")]
    [InlineData("transformer:step=0")]
    [InlineData("transformer:knots=1")]
    [InlineData("clam:k=0")]
    [InlineData("dsmil:classes=1")]
    [InlineData("topkscored:k=0")]
    [InlineData("transmil:width=0")]
    [InlineData("netvlad:clusters=0")]
    [InlineData("gcn:layers=0")]
    [InlineData("gcn:reach=-1")]
    [InlineData("gat:width=0")]
    public void Parse_OutOfBounds_Throws(string specification) => Assert.Throws<ArgumentOutOfRangeException>(() => SlicePooling.Parse(specification));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Edges_MillimetresAtEvenSpacing_AreHops(int hops)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BagBatch bags = TrainedPoolingRig.Bags(21, 8, 4, 8) with { PositionsMm = torch.arange(8, dtype: torch.float64).unsqueeze(0) * 3 };
        torch.Tensor places = new SliceGraph(hops, 0, SliceChain.Index, 1).Edges(bags, "gcn");
        torch.Tensor millimetres = new SliceGraph(0, 0, SliceChain.Millimetres, hops * 3.0).Edges(bags, "gcn");
        Assert.Equal(TrainedPoolingRig.Values(places), TrainedPoolingRig.Values(millimetres));
    }

    private static double[] Started(string specification, int seed)
    {
        using torch.Generator generator = new((ulong)seed);
        PoolingModule module = SlicePooling.Parse(specification).CreateModule(TrainedPoolingRig.Width, TrainedPoolingRig.Classes);
        using IDisposable mode = torch.no_grad();
        foreach (Parameter parameter in module.parameters())
        {
            parameter.fill_(double.NaN);
        }

        module.Initialize(generator);
        return [.. module.parameters().SelectMany(TrainedPoolingRig.Values)];
    }

    // Along some directions; padding, which is NaN, has gradient 0.
    private static void AssertGradient(BagBatch bags, Func<BagBatch, torch.Tensor> loss)
    {
        const double Step = 1e-6;
        bags.Rows.requires_grad = true;
        loss(bags).backward();
        double[] gradient = TrainedPoolingRig.Values(bags.Rows.grad!), rows = TrainedPoolingRig.Values(bags.Rows);
        Assert.All(gradient.Where((_, i) => double.IsNaN(rows[i])), value => Assert.Equal(0, value));
        for (int seed = 1; seed <= 6; seed++)
        {
            Random random = new(seed);
            double[] direction = [.. rows.Select(_ => random.NextDouble() - 0.5)];
            double expected = (Moved(Step) - Moved(-Step)) / (2 * Step);
            TrainedPoolingRig.AssertClose([expected], [gradient.Select((g, i) => g * direction[i]).Sum()], 2e-8, $"Gradient along direction {seed}");

            double Moved(double by)
            {
                using IDisposable mode = torch.no_grad();
                using DisposeScope scope = torch.NewDisposeScope();
                return loss(bags with { Rows = torch.tensor([.. rows.Select((value, i) => value + (by * direction[i]))], bags.Rows.shape) }).ToDouble();
            }
        }
    }
}
