using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class LoraDropoutTests : IDisposable
{
    private const int Count = 200_000;

    private readonly DisposeScope _scope;

    public LoraDropoutTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Apply_ManyInputs_DropsTheShareAndKeepsTheMean(double rate)
    {
        float[] got = Masks(new LoraDropout(rate, 1), step: 3);
        double kept = got.Count(v => v != 0) / (double)Count;

        // Five standard deviations of a binomial share.
        double bound = 5 * Math.Sqrt(rate * (1 - rate) / Count);
        Assert.InRange(kept - (1 - rate), -bound, bound);
        Assert.All(got.Where(v => v != 0).Distinct(), v => Assert.Equal(1 / (1 - rate), v, 1e-5));

        // Neighbours are dropped independently of each other.
        double both = got.Zip(got.Skip(1), (a, b) => a != 0 && b != 0).Count(x => x) / (double)Count;
        Assert.InRange(both - (kept * kept), -3 * bound, 3 * bound);
    }

    [Fact]
    public void Apply_SamePlaceOfARun_DropsTheSame()
    {
        float[] first = Masks(new LoraDropout(0.5, 1), step: 3);
        LoraDropout resumed = new(0.5, 1);
        _ = Masks(resumed, step: 2);
        Assert.Equal(first, Masks(resumed, step: 3));
        Assert.Equal(first, Masks(resumed, step: 3));
    }

    [Fact]
    public void Apply_OtherSeedStepPartOrModule_DropsIndependently()
    {
        float[][] masks =
        [
            Masks(new LoraDropout(0.5, 1), 3), Masks(new LoraDropout(0.5, 2), 3), Masks(new LoraDropout(0.5, 1), 4), Masks(new LoraDropout(0.5, 1), 3, part: 1), Masks(new LoraDropout(0.5, 1), 3, module: "b"),
        ];
        for (int i = 0; i < masks.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double equal = masks[i].Zip(masks[j], (a, b) => a == b).Count(x => x) / (double)Count;
                Assert.InRange(equal, 0.49, 0.51);
            }
        }
    }

    [Fact]
    public void Apply_AtRestOrWithoutRate_GivesTheInputItself()
    {
        Tensor input = ones(5);
        LoraDropout dropout = new(0.5, 1);
        Assert.Same(input, dropout.Apply("a", input));
        dropout.Begin(0);
        Assert.True(dropout.IsActive);
        dropout.End();
        Assert.Same(input, dropout.Apply("a", input));
        LoraDropout none = new(0, 1);
        none.Begin(0);
        Assert.Same(input, none.Apply("a", input));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoraDropout(1, 0));
    }

    private static float[] Masks(LoraDropout dropout, long step, long part = 0, string module = "a")
    {
        dropout.Begin(step, part);
        return [.. dropout.Apply(module, ones(Count)).data<float>()];
    }
}
