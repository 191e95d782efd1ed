using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every pooling of the registry, and bags that every one of them can pool: probabilities, with places along a normal.</summary>
internal static class PoolingCases
{
    public const int Width = 8;

    /// <summary>Specifications other than the defaults.</summary>
    private static readonly string[] Variants =
    [
        "median:variant=lower", "meanstd:eps=0.01", "gem:p=1", "gem:p=4.5,eps=0.001", "logsumexp:r=10", "topk:k=1,by=norm", "topk:k=3,by=dimension", "normalizedmean:order=mean",
        "normalizedmean:order=both", "lorentz:c=0.1,scale=2", "covariance:norm=power,eps=0.001", "covariance:norm=matrixsqrt,eps=0.01", "covariance:norm=matrixpower,eps=0.001,alpha=0.25",
        "covariance:norm=newtonschulz,eps=0.001,iterations=7", "clspatchmean:prefix=2",
    ];

    /// <summary>The registry's names and the variants.</summary>
    public static TheoryData<string> Specifications => [.. All];

    /// <summary>Those that need no training.</summary>
    public static TheoryData<string> Untrained => [.. All.Where(s => !SlicePooling.Parse(s).IsTrained)];

    /// <summary>The registry's names.</summary>
    public static TheoryData<string> Names => [.. PoolingRegistry.Entries.Select(e => e.Name)];

    private static IEnumerable<string> All => [.. PoolingRegistry.Entries.Select(e => e.Name), .. Variants];

    /// <summary>Rows of the smallest bag that a pooling takes.</summary>
    public static int SmallestBag(SlicePooling pooling) => pooling.Specification switch
    {
        "clspatchmean:prefix=1" => 2,
        "clspatchmean:prefix=2" => 3,
        _ => 1,
    };

    /// <summary>The module in double and evaluation mode, with parameters from seed 7 where there are any.</summary>
    public static PoolingModule Module(SlicePooling pooling)
    {
        PoolingModule module = pooling.CreateModule(Width, classCount: 3);
        using Generator generator = new(7);
        module.Initialize(generator);
        module.to(float64);
        module.eval();
        return module;
    }

    /// <summary>Rows (count, D) of values from 0.05 to 0.95, row by row.</summary>
    public static float[] Bag(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count * Width).Select(_ => (float)(0.05 + (0.9 * random.NextDouble())))];
    }

    /// <summary>Bags padded with a value, at 2.5 mm from slice to slice.</summary>
    public static BagBatch Batch(IReadOnlyList<float[]> bags, double padding, bool needsGradient = false)
    {
        int longest = bags.Max(b => b.Length) / Width;
        double[] rows = [.. bags.SelectMany(b => b.Select(v => (double)v).Concat(Enumerable.Repeat(padding, (longest * Width) - b.Length)))];
        bool[] mask = [.. bags.SelectMany(b => Enumerable.Range(0, longest).Select(i => i < b.Length / Width))];
        Tensor values = tensor(rows, [bags.Count, longest, Width]);
        Tensor positions = arange(longest, dtype: float64).Times(2.5).expand(bags.Count, longest);
        return new(needsGradient ? values.requires_grad_() : values, tensor(mask, [bags.Count, longest]), positions);
    }

    /// <summary>Values of a tensor, in double.</summary>
    public static double[] Values(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.detach().to(float64).contiguous().data<double>().ToArray();

    /// <summary>Values agree to a share of the larger, or both are NaN.</summary>
    public static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool agrees = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(agrees, $"Value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }
}
