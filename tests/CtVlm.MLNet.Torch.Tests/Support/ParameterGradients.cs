using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Compares the gradients of parameters of double precision with how a loss changes when they move.</summary>
internal static class ParameterGradients
{
    private const double Step = 1e-6;

    // Of the gradient's length, and the rounding of a loss divided by twice the step.
    private const double Tolerance = 1e-6, Rounding = 1e-8;

    /// <summary>The gradient of each parameter, along a random direction, is the loss's central difference.</summary>
    /// <param name="parameters">The parameters, float64. Two of three must move the loss; what a softmax takes out again, such as the bias of keys, moves nothing.</param>
    /// <param name="loss">The loss, a scalar, of the parameters as they are.</param>
    public static void AssertAgree(IReadOnlyList<NamedParameter> parameters, Func<Tensor> loss)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.All(parameters, p => Assert.Equal(ScalarType.Float64, p.Parameter.dtype));
        foreach (NamedParameter parameter in parameters)
        {
            parameter.Parameter.requires_grad = true;
        }

        loss().backward();
        int moving = 0;
        foreach ((int index, NamedParameter parameter) in parameters.Index())
        {
            Tensor gradient = parameter.Parameter.grad ?? throw new InvalidOperationException($"{parameter.Name} has no gradient.");
            using Generator generator = new((ulong)index + 1, CPU);
            Tensor random = randn(parameter.Parameter.shape, ScalarType.Float64, CPU, generator: generator);
            Tensor direction = random.div(random.square().sum().sqrt());
            double got = gradient.mul(direction).sum().item<double>(), expected = Difference(parameter.Parameter, direction, loss), length = gradient.square().sum().sqrt().item<double>();
            Assert.True(Math.Abs(got - expected) <= Rounding + (Tolerance * length), $"{parameter.Name}: gradient {got:R} along a direction, differences give {expected:R}.");
            moving += length > 1e-6 ? 1 : 0;
        }

        Assert.True(3 * moving >= 2 * parameters.Count, $"{moving} of {parameters.Count} parameters move the loss.");
    }

    private static double Difference(Tensor parameter, Tensor direction, Func<Tensor> loss)
    {
        using IDisposable mode = no_grad();
        Tensor kept = parameter.clone();
        double above = Moved(Step), below = Moved(-Step);
        parameter.copy_(kept);
        return (above - below) / (2 * Step);

        double Moved(double by)
        {
            using DisposeScope scope = NewDisposeScope();
            parameter.copy_(kept.Plus(direction.Times(by)));
            return loss().item<double>();
        }
    }
}
