using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Modules and bags for tests of trained poolings, in float64 and from seeds.</summary>
internal static class TrainedPoolingRig
{
    public const int Width = 8;
    public const int Classes = 3;

    /// <summary>One specification of each architecture and of each of its variants.</summary>
    public static IReadOnlyList<string> Specifications { get; } =
    [
        "mhaquery:heads=2,queries=2",
        "pma:heads=4,queries=2",
        "map:heads=2,queries=1,inner=12",
        "transformer:layers=1,heads=2,inner=12,norm=pre,readout=cls,positions=none",
        "transformer:layers=2,heads=2,inner=0,norm=post,readout=mean,positions=none",
        "transformer:layers=1,heads=2,inner=0,norm=pre,readout=cls,positions=learned,step=2.5,knots=6",
        "transformer:layers=1,heads=2,inner=0,norm=post,readout=mean,positions=learned,step=2.5,knots=6",
        "transformer:layers=1,heads=2,inner=0,norm=pre,readout=mean,positions=sinusoidal,step=3",
        "clam:branches=1,width=6,hidden=5,k=2,instances=ofeveryclass",
        "clam:branches=3,width=6,hidden=5,k=2,instances=ofclass",
        "clam:branches=3,width=6,hidden=5,k=8,instances=ofeveryclass",
        "dsmil:classes=3,width=5",
        "topkscored:k=2",
        "topkscored:k=40",
        "transmil:width=8,heads=2",
        "netvlad:clusters=3",
        "gcn:layers=2,width=7,hops=1,neighbours=0,chain=rank",
        "gcn:layers=1,width=7,hops=1,neighbours=2,chain=index",
        "gcn:layers=1,width=7,reach=4,neighbours=0,chain=millimetres",
        "gat:heads=2,width=3,hops=2,neighbours=0,chain=rank",
        "gat:heads=2,width=3,reach=4,neighbours=1,chain=millimetres",
    ];

    /// <summary>The specifications as test data.</summary>
    public static TheoryData<string> Data => [.. Specifications];

    /// <summary>A module in float64 with every parameter drawn from a seed, biases and gains too.</summary>
    public static PoolingModule Create(string specification, int width = Width, int seed = 1)
    {
        using IDisposable place = Unset.On(torch.CPU, torch.float64);
        PoolingModule module = SlicePooling.Parse(specification).CreateModule(width, Classes);
        Fill(module, seed);
        return module;
    }

    /// <summary>Draws every parameter: gains of norms about 1, all else about 0.</summary>
    public static void Fill(PoolingModule module, int seed)
    {
        Random random = new(seed);
        using IDisposable mode = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((string name, Parameter parameter) in module.named_parameters())
        {
            bool isGain = parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            double[] values = [.. Enumerable.Range(0, (int)parameter.numel()).Select(_ => Normal(random, 0.4) + (isGain ? 1 : 0))];
            parameter.copy_(torch.tensor(values, parameter.shape));
        }
    }

    /// <summary>Bags with some slices each, padding in front and between too where there is room, NaN in it; positions irregular, in mm.</summary>
    public static BagBatch Bags(int seed, int slices, int width, params int[] counts)
    {
        Random random = new(seed);
        double[] rows = [.. Enumerable.Range(0, counts.Length * slices * width).Select(_ => double.NaN)];
        double[] positions = [.. Enumerable.Range(0, counts.Length * slices).Select(_ => double.NaN)];
        bool[] mask = new bool[counts.Length * slices];
        for (int bag = 0; bag < counts.Length; bag++)
        {
            double place = -40;
            foreach (int slice in Enumerable.Range(0, slices).OrderBy(_ => random.Next()).Take(counts[bag]).Order())
            {
                int index = (bag * slices) + slice;
                mask[index] = true;
                positions[index] = place += 1 + (4 * random.NextDouble());
                for (int i = 0; i < width; i++)
                {
                    rows[(index * width) + i] = Normal(random, 1);
                }
            }
        }

        return new BagBatch(
            torch.tensor(rows, [counts.Length, slices, width]), torch.tensor(mask, [counts.Length, slices]), torch.tensor(positions, [counts.Length, slices]));
    }

    /// <summary>One bag of a batch without its padding.</summary>
    public static BagBatch Single(BagBatch bags, int bag)
    {
        torch.Tensor valid = bags.Mask[bag].nonzero().flatten();
        return new BagBatch(
            bags.Rows[bag].index_select(0, valid).unsqueeze(0), torch.ones(1, valid.shape[0], dtype: torch.@bool), bags.PositionsMm![bag].index_select(0, valid).unsqueeze(0));
    }

    /// <summary>The slices of every bag in another order, the same in each.</summary>
    public static BagBatch Reorder(BagBatch bags, long[] order)
    {
        torch.Tensor index = torch.tensor(order);
        return new BagBatch(bags.Rows.index_select(1, index), bags.Mask.index_select(1, index), bags.PositionsMm!.index_select(1, index));
    }

    /// <summary>What pooling gives without gradients.</summary>
    public static PooledBags Pool(PoolingModule module, BagBatch bags)
    {
        using IDisposable mode = torch.no_grad();
        return module.forward(bags);
    }

    /// <summary>Values of a tensor, row by row.</summary>
    public static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.float64).contiguous().data<double>().ToArray();

    /// <summary>Values agree.</summary>
    public static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}, value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    private static double Normal(Random random, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
