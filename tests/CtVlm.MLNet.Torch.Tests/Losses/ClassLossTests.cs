using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The losses of classes: values against their formulas in plain arithmetic, gradients against finite differences.</summary>
public class ClassLossTests
{
    private static readonly long[] s_classes = [0, 3, 1, 2, 3, 0];
    private static readonly double[] s_weights = [0.5, 2, 1, 1.5];

    public ClassLossTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<PoolingTarget> Targets => [.. Enum.GetValues<PoolingTarget>()];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Compute_Weighted_IsItsFormula(PoolingTarget target)
    {
        double[] scores = Scores(target);
        Assert.Equal(Formula(target, scores), Compute(target, scores), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Backward_IsTheFiniteDifference(PoolingTarget target)
    {
        const double step = 1e-5;
        double[] scores = Scores(target);
        double[] gradient = Gradient(target, scores);
        for (int i = 0; i < scores.Length; i++)
        {
            double[] above = [.. scores], below = [.. scores];
            above[i] += step;
            below[i] -= step;
            Assert.Equal((Compute(target, above) - Compute(target, below)) / (2 * step), gradient[i], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Backward_OfAHead_AgreesWithFiniteDifferences(PoolingTarget target)
    {
        using DisposeScope scope = NewDisposeScope();
        PoolingHead head = CreateHead(target);
        Tensor vectors = LoraNumbers.Random([s_classes.Length, 5], 1).to(ScalarType.Float64);
        ParameterGradients.AssertAgree(
            [.. head.named_parameters().Select(p => new NamedParameter(p.name, p.parameter))],
            () => ClassLoss.Compute(target, head.forward(vectors), tensor(s_classes), tensor(s_weights)));
    }

    [Theory]
    [InlineData(PoolingTarget.Coral, 3)]
    [InlineData(PoolingTarget.Corn, 1)]
    public void Compute_ZeroScores_IsLogTwoAStep(PoolingTarget target, int steps) =>
        Assert.Equal(steps * Math.Log(2), Compute(target, new double[s_classes.Length * 3]), 1e-12);

    [Theory]
    [MemberData(nameof(Targets))]
    public void Compute_HugeScores_IsFinite(PoolingTarget target) =>
        Assert.True(double.IsFinite(Compute(target, [.. Scores(target).Select(s => s * 1e4)])));

    private static PoolingHead CreateHead(PoolingTarget target)
    {
        using IDisposable place = Unset.On(CPU, ScalarType.Float64);
        PoolingHead head = new(5, s_weights.Length, target);
        foreach ((int index, TorchSharp.Modules.Parameter parameter) in head.parameters().Index())
        {
            LoraNumbers.Fill(parameter, index);
        }

        return head;
    }

    private static double[] Scores(PoolingTarget target) =>
        [.. Enumerable.Range(0, s_classes.Length * ClassLoss.GetScoreCount(target, s_weights.Length)).Select(i => 2 * Math.Sin((1.7 * i) + 0.3))];

    private static double Compute(PoolingTarget target, double[] scores)
    {
        using DisposeScope scope = NewDisposeScope();
        return ClassLoss.Compute(target, tensor(scores, [s_classes.Length, scores.Length / s_classes.Length]), tensor(s_classes), tensor(s_weights)).item<double>();
    }

    private static double[] Gradient(PoolingTarget target, double[] scores)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = tensor(scores, [s_classes.Length, scores.Length / s_classes.Length]).requires_grad_();
        ClassLoss.Compute(target, input, tensor(s_classes), tensor(s_weights)).backward();
        return input.grad!.data<double>().ToArray();
    }

    private static double Formula(PoolingTarget target, double[] scores)
    {
        int width = scores.Length / s_classes.Length;
        double sum = 0, weights = 0;
        for (int i = 0; i < s_classes.Length; i++)
        {
            double[] z = scores[(i * width)..((i + 1) * width)];
            double weight = s_weights[s_classes[i]];
            if (target == PoolingTarget.Nominal)
            {
                sum += weight * (Math.Log(z.Sum(Math.Exp)) - z[s_classes[i]]);
                weights += weight;
                continue;
            }

            weights += target == PoolingTarget.Coral ? weight : 0;
            for (int k = 0; k < width && (target == PoolingTarget.Coral || k <= s_classes[i]); k++)
            {
                double p = 1 / (1 + Math.Exp(-z[k]));
                sum -= weight * Math.Log(s_classes[i] > k ? p : 1 - p);
                weights += target == PoolingTarget.Corn ? weight : 0;
            }
        }

        return sum / weights;
    }
}
