using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The shorter way without gradients against the plain one.</summary>
public sealed class PerceptronTests : IDisposable
{
    private readonly DisposeScope _scope;

    public PerceptronTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(nameof(Activation.QuickGelu))]
    [InlineData(nameof(Activation.Gelu))]
    [InlineData(nameof(Activation.GeluTanh))]
    public void Run_WithoutGradients_EqualsTheDefinition(string name)
    {
        Activation activation = Enum.Parse<Activation>(name);
        (LinearLayer first, LinearLayer second) = (Filled(8, 24, hasBias: true, 1), Filled(24, 8, hasBias: true, 2));
        torch.Tensor input = Random([2, 5, 8], 3);
        torch.Tensor expected = Define(input, first, second, activation);
        torch.Tensor before = input.clone();
        using IDisposable noGrad = torch.no_grad();
        AssertClose(expected, Perceptron.Run(input, first, second, activation));
        AssertClose(before, input, 0);
    }

    [Fact]
    public void Run_WithGradients_ReachesTheInput()
    {
        (LinearLayer first, LinearLayer second) = (Filled(4, 6, hasBias: true, 1), Filled(6, 4, hasBias: true, 2));
        torch.Tensor[] gradients = [.. new[] { true, false }.Select(isPlain =>
        {
            torch.Tensor input = Random([3, 4], 3).requires_grad_(true);
            torch.Tensor output = isPlain ? Define(input, first, second, Activation.QuickGelu) : Perceptron.Run(input, first, second, Activation.QuickGelu);
            output.sum().backward();
            return input.grad!;
        })];
        AssertClose(gradients[0], gradients[1]);
        Assert.True(gradients[1].abs().max().ToDouble() > 1e-3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scaled_OfALinearMap_ScalesProductAndBias(bool hasBias)
    {
        LinearLayer layer = Filled(4, 6, hasBias, 1);
        torch.Tensor input = Random([2, 3, 4], 2);
        torch.Tensor bias = layer.forward(torch.zeros(2, 3, 4));
        torch.Tensor expected = ((layer.forward(input) - bias) * 1.5f) + (bias * 0.25f);
        using IDisposable noGrad = torch.no_grad();
        AssertClose(expected, layer.Scaled(input, 1.5f, 0.25f));
    }

    [Theory]
    [InlineData(nameof(Activation.QuickGelu))]
    [InlineData(nameof(Activation.Gelu))]
    [InlineData(nameof(Activation.GeluTanh))]
    public void ApplyToOwn_WithAndWithoutGradients_EqualsApply(string name)
    {
        Activation activation = Enum.Parse<Activation>(name);
        torch.Tensor expected = activation.Apply(Random([40], 1));
        AssertClose(expected, activation.ApplyToOwn(Random([40], 1)));
        using IDisposable noGrad = torch.no_grad();
        AssertClose(expected, activation.ApplyToOwn(Random([40], 1)));
    }

    [Fact]
    public void Add_OfAResidual_LeavesTheStream()
    {
        torch.Tensor stream = torch.full([3], 2f);
        using (torch.no_grad())
        {
            torch.Tensor sum = Residual.Add(stream, torch.full([3], 5f));
            AssertClose(torch.full([3], 7f), sum, 0);
        }

        AssertClose(torch.full([3], 2f), stream, 0);
        torch.Tensor update = torch.full([3], 5f).requires_grad_(true);
        Residual.Add(stream, update).sum().backward();
        AssertClose(torch.ones(3), update.grad!, 0);
    }

    // x sigmoid(1.702 x) and torch's own GELUs, between two maps.
    private static torch.Tensor Define(torch.Tensor input, LinearLayer first, LinearLayer second, Activation activation)
    {
        torch.Tensor inner = first.forward(input);
        torch.Tensor active = activation switch
        {
            Activation.QuickGelu => inner * torch.sigmoid(1.702 * inner),
            Activation.Gelu => 0.5 * inner * (1 + torch.erf(inner / Math.Sqrt(2))),
            _ => torch.tanh(inner.Plus(inner.Power(3).Times(0.044715)).Times(Math.Sqrt(2 / Math.PI))).Plus(1).mul(inner).Times(0.5),
        };
        return second.forward(active);
    }

    private static LinearLayer Filled(long inputWidth, long outputWidth, bool hasBias, long seed)
    {
        LinearLayer layer = new(inputWidth, outputWidth, hasBias);
        using IDisposable noGrad = torch.no_grad();
        foreach ((int index, TorchSharp.Modules.Parameter parameter) in layer.parameters().Index())
        {
            parameter.copy_(Random(parameter.shape, (10 * seed) + index));
        }

        return layer;
    }

    private static torch.Tensor Random(long[] shape, long seed)
    {
        using torch.Generator generator = new((ulong)seed, torch.CPU);
        return torch.randn(shape, torch.ScalarType.Float32, torch.CPU, generator: generator);
    }

    private static void AssertClose(torch.Tensor expected, torch.Tensor got, double tolerance = 1e-5)
    {
        Assert.Equal(expected.shape, got.shape);
        Assert.InRange((expected - got).abs().max().ToDouble(), 0, tolerance);
    }
}
