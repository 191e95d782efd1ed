using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class LinearLoraTests : IDisposable
{
    private readonly DisposeScope _scope;

    public LinearLoraTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(true, false, 2)]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 3)]
    public void Forward_WithBranch_EqualsTheDefinition(bool hasBias, bool isRankStabilized, int dimensions)
    {
        (LinearLayer layer, LoraBranch branch) = Make(hasBias: hasBias, isRankStabilized: isRankStabilized);
        Tensor input = LoraNumbers.Random([.. new long[] { 2, 5 }.Take(dimensions - 1), 6], 9);
        double scaling = 8.0 / (isRankStabilized ? Math.Sqrt(3) : 3);
        Tensor plain = layer.forward(input);
        layer.Attach(branch);
        Tensor expected = plain + (scaling * input.matmul(branch.Down.t()).matmul(branch.Up.t()));
        LoraNumbers.AssertClose(expected, layer.forward(input), 1e-5);
        Assert.True((expected - plain).abs().max().ToDouble() > 0.1);
        using IDisposable noGrad = no_grad();
        Tensor bias = hasBias ? layer.parameters().First(p => p.dim() == 1) : zeros(4);
        LoraNumbers.AssertClose(((expected - bias) * 1.5f) + (bias * (hasBias ? 0.25f : 0)), layer.Scaled(input, 1.5f, 0.25f), 2e-5);
    }

    [Fact]
    public void Forward_FreshBranch_ChangesNothing()
    {
        LinearLayer layer = LoraNumbers.Filled(6, 4, hasBias: true, 1);
        Tensor input = LoraNumbers.Random([7, 6], 2);
        Tensor plain = layer.forward(input);
        using Generator generator = new(4, CPU);
        using LoraBranch branch = new(new LoraForm("map", 3, 6, false), layer, generator, LoraDropout.None);
        layer.Attach(branch);
        LoraNumbers.AssertClose(plain, layer.forward(input), 0);
        Assert.Equal(0, branch.Up.abs().max().ToDouble());
        Assert.InRange(branch.Down.abs().max().ToDouble(), 0.2, 1 / Math.Sqrt(6));
    }

    [Fact]
    public void Attach_Any_LeavesNamesAndParametersOfTheLayer()
    {
        (LinearLayer layer, LoraBranch branch) = Make();
        string[] before = [.. layer.named_parameters().Select(p => p.name).Concat(layer.named_buffers().Select(b => b.name))];
        layer.Attach(branch);
        layer.Merge();
        Assert.Equal(before, layer.named_parameters().Select(p => p.name).Concat(layer.named_buffers().Select(b => b.name)));
        Assert.Throws<InvalidOperationException>(() => layer.Attach(branch));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Backward_Float64_EqualsFiniteDifferences(bool hasDropout)
    {
        LinearLayer layer;
        using (Unset.On(CPU, ScalarType.Float64))
        {
            layer = LoraNumbers.Filled(5, 4, hasBias: true, 1);
        }

        LoraDropout dropout = new(hasDropout ? 0.4 : 0, 5);
        using Generator generator = new(3, CPU);
        using LoraBranch branch = new(new LoraForm("map", 2, 3, true), layer, generator, dropout);
        LoraNumbers.Fill(branch.Up, 8);
        layer.Attach(branch);
        dropout.Begin(11);
        Tensor input = LoraNumbers.Random([6, 5], 2).to(ScalarType.Float64).requires_grad_(true);
        Tensor weights = LoraNumbers.Random([6, 4], 7).to(ScalarType.Float64);
        Loss().backward();
        foreach (Tensor parameter in new[] { branch.Down, branch.Up, input })
        {
            double[] analytic = [.. parameter.grad!.data<double>()];
            double[] numeric = Differences(parameter);
            Assert.All(analytic.Zip(numeric), pair => Assert.Equal(pair.Second, pair.First, 1e-7));
            Assert.True(analytic.Max(Math.Abs) > 0.1);
        }

        Assert.All(layer.parameters(), p => Assert.Null(p.grad));

        Tensor Loss() => layer.forward(input).sin().mul(weights).sum();

        double[] Differences(Tensor parameter)
        {
            using IDisposable noGrad = no_grad();
            const double step = 1e-5;
            double[] slopes = new double[parameter.numel()];
            Tensor flat = parameter.view(-1);
            for (int i = 0; i < slopes.Length; i++)
            {
                double value = flat[i].item<double>();
                flat[i] = value + step;
                double above = Loss().item<double>();
                flat[i] = value - step;
                slopes[i] = (above - Loss().item<double>()) / (2 * step);
                flat[i] = value;
            }

            return slopes;
        }
    }

    [Fact]
    public void MergeAndUnmerge_Any_ComputesTheSameAndRestoresEveryBit()
    {
        (LinearLayer layer, LoraBranch branch) = Make();
        Tensor input = LoraNumbers.Random([9, 6], 2);
        Tensor original = layer.Weight.clone();
        layer.Attach(branch);
        Tensor active = layer.forward(input);
        layer.Merge();
        layer.Merge();
        Assert.True(layer.IsMerged);
        LoraNumbers.AssertClose(LoraArithmetic.Merge(original, branch.Down, branch.Up, branch.Form.Scaling), layer.Weight, 0);
        LoraNumbers.AssertClose(active, layer.forward(input), 1e-5);
        layer.Unmerge();
        Assert.True(LoraNumbers.SameBits(original, layer.Weight));
        LoraNumbers.AssertClose(active, layer.forward(input), 0);
        layer.Merge();
        layer.Detach();
        Assert.True(LoraNumbers.SameBits(original, layer.Weight));
        Assert.Null(layer.Lora);
        Assert.Throws<InvalidOperationException>(layer.Merge);
    }

    [Fact]
    public void Forward_BaseOfBFloat16_ComputesTheBranchInItToo()
    {
        LinearLayer layer;
        using (Unset.On(CPU, ScalarType.BFloat16))
        {
            layer = LoraNumbers.Filled(6, 4, hasBias: true, 1);
        }

        using Generator generator = new(4, CPU);
        using LoraBranch branch = new(new LoraForm("map", 3, 6, false), layer, generator, LoraDropout.None);
        LoraNumbers.Fill(branch.Up, 5);
        Tensor input = LoraNumbers.Random([7, 6], 2).to(ScalarType.BFloat16);
        Tensor plain = layer.forward(input).to(ScalarType.Float32);
        layer.Attach(branch);
        Tensor got = layer.forward(input);
        Assert.Equal(ScalarType.BFloat16, got.dtype);
        Assert.Equal(ScalarType.Float32, branch.Down.dtype);
        Tensor expected = plain + (2 * input.to(ScalarType.Float32).matmul(branch.Down.t()).matmul(branch.Up.t()));
        LoraNumbers.AssertClose(expected, got.to(ScalarType.Float32), 0.05);
        got.to(ScalarType.Float32).sum().backward();
        Assert.Equal(ScalarType.Float32, branch.Down.grad!.dtype);
        Assert.Equal(ScalarType.Float32, branch.Up.grad!.dtype);
    }

    [Fact]
    public void ForwardMergeAndUnmerge_Repeated_LeaveNoTensorBehind()
    {
        (LinearLayer layer, LoraBranch branch) = Make();
        layer.Attach(branch);
        Tensor input = LoraNumbers.Random([9, 6], 2);
        long left = LiveTensors.CountAfter(() =>
        {
            using IDisposable noGrad = no_grad();
            layer.forward(input).Dispose();
            layer.Scaled(input, 2, 3).Dispose();
            layer.Merge();
            layer.Unmerge();
        });
        Assert.Equal(0, left);
    }

    private static (LinearLayer Layer, LoraBranch Branch) Make(bool hasBias = true, bool isRankStabilized = false)
    {
        LinearLayer layer = LoraNumbers.Filled(6, 4, hasBias, 1);
        using Generator generator = new(4, CPU);
        LoraBranch branch = new(new LoraForm("map", 3, 8, isRankStabilized), layer, generator, LoraDropout.None);
        LoraNumbers.Fill(branch.Up, 5);
        return (layer, branch);
    }
}
