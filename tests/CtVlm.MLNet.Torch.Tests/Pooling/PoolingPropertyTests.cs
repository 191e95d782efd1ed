using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What holds for every pooling of the registry.</summary>
public sealed class PoolingPropertyTests
{
    public PoolingPropertyTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Specifications => PoolingCases.Specifications;

    public static TheoryData<string> Untrained => PoolingCases.Untrained;

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_RowsInAnotherOrder_SameVectorWhereItSaysSo(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        if (!pooling.IsPermutationInvariant)
        {
            Assert.Contains(pooling.Name, new[] { "middle", "clspatchmean", "transmil" }); // the place in the bag is what these read; others must say why they join
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = PoolingCases.Module(pooling);
        for (int seed = 0; seed < 10; seed++)
        {
            BagBatch bags = PoolingCases.Batch([PoolingCases.Bag(9, seed)], 0);
            int[] order = [.. Enumerable.Range(0, 9)];
            new Random(seed).Shuffle(order);
            Tensor places = tensor(order.Select(i => (long)i).ToArray());
            BagBatch shuffled = new(bags.Rows.index_select(1, places), bags.Mask, bags.PositionsMm!.index_select(1, places));
            PoolingCases.AssertClose(PoolingCases.Values(module.forward(bags).Vectors), PoolingCases.Values(module.forward(shuffled).Vectors), 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_PaddedBatch_EachBagAsIfAlone(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        int smallest = PoolingCases.SmallestBag(pooling);
        float[][] bags = [PoolingCases.Bag(smallest, 1), PoolingCases.Bag(7, 2), PoolingCases.Bag(4, 3)];
        using PoolingModule module = PoolingCases.Module(pooling);
        foreach (double junk in new[] { 0, 1e30, double.NaN, double.PositiveInfinity })
        {
            using DisposeScope scope = NewDisposeScope();
            BagBatch together = PoolingCases.Batch(bags, junk, needsGradient: true);
            Tensor vectors = module.forward(together).Vectors;
            Tensor coefficients = arange(vectors.shape[1], dtype: float64).Times(0.7).cos();
            vectors.mul(coefficients).sum().backward();
            for (int b = 0; b < bags.Length; b++)
            {
                BagBatch alone = PoolingCases.Batch([bags[b]], 0, needsGradient: true);
                Tensor vector = module.forward(alone).Vectors;
                vector.mul(coefficients).sum().backward();
                long count = alone.Rows.shape[1];
                PoolingCases.AssertClose(PoolingCases.Values(vector), PoolingCases.Values(vectors[b]), 1e-9);
                PoolingCases.AssertClose(PoolingCases.Values(alone.Rows.grad!), PoolingCases.Values(together.Rows.grad![b].narrow(0, 0, count)), 1e-8);
                Assert.All(PoolingCases.Values(together.Rows.grad![b].narrow(0, count, 7 - count)), g => Assert.Equal(0, g));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_BagOfAnySize_FiniteVectorOfPromisedWidthAndFiniteGradient(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        using PoolingModule module = PoolingCases.Module(pooling);
        foreach (int count in new[] { 1, 2, 3, 4, 5, 17, 64 }.Where(n => n >= PoolingCases.SmallestBag(pooling)))
        {
            using DisposeScope scope = NewDisposeScope();
            BagBatch bags = PoolingCases.Batch([PoolingCases.Bag(count, count)], 0, needsGradient: true);
            Tensor vectors = module.forward(bags).Vectors;
            Assert.Equal([1, pooling.GetOutputWidth(PoolingCases.Width)], vectors.shape);
            vectors.sum().backward();
            Assert.All(PoolingCases.Values(vectors), v => Assert.True(double.IsFinite(v)));
            Assert.All(PoolingCases.Values(bags.Rows.grad!), g => Assert.True(double.IsFinite(g)));
        }
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_BagWithoutSlice_NamesTheBag(string specification)
    {
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = PoolingCases.Module(SlicePooling.Parse(specification));
        BagBatch bags = PoolingCases.Batch([PoolingCases.Bag(4, 1), PoolingCases.Bag(4, 2)], 0);
        Tensor mask = bags.Mask.clone();
        mask[1] = tensor(false);
        ArgumentException error = Assert.Throws<ArgumentException>(() => module.forward(bags with { Mask = mask }));
        Assert.Equal("Bag 1 has no slice; a bag holds one or more rows.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Untrained))]
    public void Pool_Span_AgreesWithTheModule(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        float[] bag = PoolingCases.Bag(6, 4), pooled = new float[pooling.GetOutputWidth(PoolingCases.Width)];
        pooling.Pool(bag, PoolingCases.Width, pooled);
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = PoolingCases.Module(pooling);
        Tensor vectors = module.forward(PoolingCases.Batch([bag], 0)).Vectors;
        PoolingCases.AssertClose(PoolingCases.Values(vectors), [.. pooled.Select(v => (double)v)], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Untrained))]
    public void Pool_Repeated_LeavesNoTensor(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        float[] bag = PoolingCases.Bag(6, 4), pooled = new float[pooling.GetOutputWidth(PoolingCases.Width)];
        Assert.Equal(0, LiveTensors.CountAfter(() => pooling.Pool(bag, PoolingCases.Width, pooled)));
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Forward_TrainedThrough_LeavesOneTensorToItsCaller(string specification)
    {
        using PoolingModule module = PoolingCases.Module(SlicePooling.Parse(specification));
        using DisposeScope scope = NewDisposeScope();
        BagBatch bags = PoolingCases.Batch([PoolingCases.Bag(5, 4), PoolingCases.Bag(3, 4)], 0, needsGradient: true);
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            (Tensor vectors, Tensor? weights) = module.forward(bags);
            vectors.Dispose();
            weights?.Dispose();
        }));
    }
}
