using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What grades are made of scores, against tests/Golden/metrics/ordinal.json: exceedances, probabilities, and the grade that is named.</summary>
public sealed class ClassDecisionGoldenTests
{
    // Single precision.
    private const double Tolerance = 1e-6;

    private static readonly JsonElement s_problems = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("metrics", "ordinal.json"))).RootElement.GetProperty("losses");

    public ClassDecisionGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Names => [.. s_problems.EnumerateArray().Select(problem => problem.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Take_CoralAndCorn_NameTheGradesOfTheReference(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        JsonElement problem = Find(name);
        torch.Tensor scores = torch.tensor(Doubles(problem.GetProperty("logits")), [problem.GetProperty("n").GetInt32(), problem.GetProperty("classes").GetInt32() - 1]);
        foreach ((string loss, PoolingTarget target) in new[] { ("coral", PoolingTarget.Coral), ("corn", PoolingTarget.Corn) })
        {
            Assert.Equal(Doubles(problem.GetProperty(loss).GetProperty("predicted")), ClassDecision.Take(target, scores).data<long>().ToArray().Select(grade => (double)grade));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_CornHead_GivesTheExceedancesOfTheReference(string name)
    {
        JsonElement problem = Find(name);
        int steps = problem.GetProperty("classes").GetInt32() - 1;
        double[] logits = Doubles(problem.GetProperty("logits")), exceedances = Doubles(problem.GetProperty("corn").GetProperty("exceedance"));

        // The scores are the vector itself.
        float[] identity = [.. Enumerable.Range(0, steps * steps).Select(i => i / steps == i % steps ? 1f : 0)];
        FittedHead head = new(PoolingTarget.Corn, steps, steps + 1, [new("weight", [steps, steps], identity), new("bias", [steps], new float[steps])]);
        float[] probabilities = new float[steps + 1];
        for (int row = 0; row < logits.Length / steps; row++)
        {
            head.Score([.. logits.Skip(row * steps).Take(steps).Select(z => (float)z)], probabilities);
            Assert.Equal(1, probabilities.Sum(p => (double)p), Tolerance);
            for (int step = 0; step < steps; step++)
            {
                Assert.Equal(exceedances[(row * steps) + step], probabilities.Skip(step + 1).Sum(p => (double)p), Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_CoralHead_GivesTheExceedancesOfTheReferenceWhereTheyFall(string name)
    {
        JsonElement problem = Find(name), coral = problem.GetProperty("coral");
        int steps = problem.GetProperty("classes").GetInt32() - 1;
        double[] logits = Doubles(problem.GetProperty("logits")), exceedances = Doubles(coral.GetProperty("exceedance"));
        float[] probabilities = new float[steps + 1];
        for (int row = 0; row < logits.Length / steps; row++)
        {
            // CORAL's scores are one direction and a threshold a step: here the direction gives 0.
            float[] thresholds = [.. logits.Skip(row * steps).Take(steps).Select(z => (float)z)];
            new FittedHead(PoolingTarget.Coral, 1, steps + 1, [new("weight", [1, 1], [0]), new("bias", [steps], thresholds)]).Score([1], probabilities);
            Assert.Equal(1, probabilities.Sum(p => (double)p), Tolerance);
            Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
            double lowest = 1;
            for (int step = 0; step < steps; step++)
            {
                // Where a later step is likelier than an earlier one, which no fitted head gives, the earlier one bounds it.
                lowest = Math.Min(lowest, exceedances[(row * steps) + step]);
                Assert.Equal(lowest, probabilities.Skip(step + 1).Sum(p => (double)p), Tolerance);
            }
        }
    }

    private static JsonElement Find(string name) => s_problems.EnumerateArray().Single(problem => problem.GetProperty("name").GetString() == name);

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
