using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The losses of grades against tests/Golden/metrics/ordinal.json: values and gradients.</summary>
public class ClassLossGoldenTests
{
    private static readonly JsonElement s_root = Load();

    public ClassLossGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Names => [.. s_root.GetProperty("losses").EnumerateArray().Select(problem => problem.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_Coral_EqualsTheReference(string name)
    {
        JsonElement problem = Find(name);
        Compare(problem.GetProperty("coral"), problem, (scores, classes, weights) => ClassLoss.Compute(PoolingTarget.Coral, scores, classes, weights));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_Corn_EqualsTheReference(string name)
    {
        JsonElement problem = Find(name);
        Compare(problem.GetProperty("corn"), problem, (scores, classes, weights) => ClassLoss.Compute(PoolingTarget.Corn, scores, classes, weights));
    }

    // The loss adds up over steps: that of a step alone is the loss of two grades, below it and above.
    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_CoralOfEachStepAlone_AddsUpToTheReferenceWithImportance(string name)
    {
        JsonElement problem = Find(name);
        double[] importance = Doubles(problem.GetProperty("importance"));
        Compare(problem.GetProperty("coral_weighted"), problem, (scores, classes, weights) =>
        {
            Tensor sum = zeros(1, float64).sum();
            for (int step = 0; step < importance.Length; step++)
            {
                Tensor alone = ClassLoss.Compute(PoolingTarget.Coral, scores.narrow(1, step, 1), classes.gt(tensor(step)).to(int64), weights.narrow(0, 0, 2));
                sum = sum.add(alone.mul(tensor(importance[step])));
            }

            return sum;
        });
    }

    private static void Compare(JsonElement expected, JsonElement problem, Func<Tensor, Tensor, Tensor, Tensor> compute)
    {
        using DisposeScope scope = NewDisposeScope();
        int rows = problem.GetProperty("n").GetInt32(), classes = problem.GetProperty("classes").GetInt32();
        Tensor scores = tensor(Doubles(problem.GetProperty("logits")), [rows, classes - 1]).requires_grad_();
        Tensor loss = compute(scores, tensor(Doubles(problem.GetProperty("y")), int64), ones(classes, float64));
        loss.backward();
        Close("loss", [expected.GetProperty("loss").GetDouble()], [loss.item<double>()]);
        Close("gradient", Doubles(expected.GetProperty("gradient")), scores.grad!.data<double>().ToArray());
    }

    private static void Close(string what, double[] expected, double[] actual)
    {
        double tolerance = s_root.GetProperty("tolerance").GetProperty(what).GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what} {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    private static JsonElement Find(string name) => s_root.GetProperty("losses").EnumerateArray().Single(problem => problem.GetProperty("name").GetString() == name);

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "ordinal.json")));
        return document.RootElement.Clone();
    }
}
