using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>One step: the auxiliary loss has its share, and what stands beyond a bag's end has none.</summary>
public class PoolingStepTests
{
    public PoolingStepTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Run_AuxiliaryLoss_HasTheRestOfTheBagShare()
    {
        using DisposeScope scope = NewDisposeScope();
        using AuxiliaryModule module = new();
        using PoolingHead head = new(2, 2, PoolingTarget.Nominal);
        foreach (Parameter parameter in head.parameters())
        {
            parameter.zero_();
        }

        using PoolingStep step = new(module, head, new PoolingTraining(), [1, 1]);
        BagBatch bags = new(ones(2, 3, 2), ones(2, 3, dtype: @bool));
        Tensor classes = tensor(new long[] { 0, 1 });
        Assert.Equal((0.25 * Math.Log(2)) + (0.75 * 9), step.Run(bags, classes), 1e-5);
        Assert.Equal(Math.Log(2), step.Measure(bags, classes), 1e-5);
        Assert.NotEqual(0, module.parameters().Single().item<float>());
    }

    [Theory]
    [InlineData("attention")]
    [InlineData("gatedattention")]
    public void Run_JunkBeyondABag_ReachesNoParameter(string pooling) => Assert.Equal(Parameters(pooling, 0), Parameters(pooling, float.NaN));

    private static float[] Parameters(string pooling, float junk)
    {
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = SlicePooling.Parse(pooling).CreateModule(2, 2);
        using PoolingHead head = new(2, 2, PoolingTarget.Nominal);
        using (Generator generator = new(7))
        {
            module.Initialize(generator);
            head.Initialize(generator);
        }

        using (PoolingStep step = new(module, head, new PoolingTraining(), [1, 1]))
        {
            BagBatch bags = new(tensor(new float[] { 1, 2, junk, junk, 3, -1, 0, 2 }, [2, 2, 2]), tensor(new[] { true, false, true, true }, [2, 2]));
            Assert.True(double.IsFinite(step.Run(bags, tensor(new long[] { 0, 1 }))));
        }

        return [.. PoolingParameter.Of(module).SelectMany(p => p.Values)];
    }

    /// <summary>The mean, and a number that should be 3.</summary>
    private sealed class AuxiliaryModule : PoolingModule
    {
        private readonly Parameter number = nn.Parameter(zeros(1));

        public AuxiliaryModule()
            : base(nameof(AuxiliaryModule)) => RegisterComponents();

        public override double BagShare => 0.25;

        public override Tensor AuxiliaryLoss(BagBatch bags, PooledBags pooled, Tensor classes) => number.Minus(3).Squared().sum();

        private protected override PooledBags Pool(BagBatch bags) => new(bags.ZeroedRows.mean([1]));
    }
}
