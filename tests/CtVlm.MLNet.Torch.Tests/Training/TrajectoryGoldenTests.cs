using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Twenty steps of training against torch and transformers, loss by loss.</summary>
public sealed class TrajectoryGoldenTests
{
    internal const double Tolerance = 2e-4;
    internal const double EmbeddingTolerance = 1e-4;
    private const string NoisyBias = "k_proj.bias";

    private static readonly JsonElement s_runs = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("train", "trajectories.json"))).RootElement.GetProperty("runs");

    [Theory]
    [InlineData("full_infonce")]
    [InlineData("full_multi_positive")]
    [InlineData("full_siglip")]
    [InlineData("full_infonce_warmup_cosine_clip")]
    [InlineData("lora_infonce")]
    [InlineData("lora_multi_positive")]
    [InlineData("lora_siglip")]
    [InlineData("lora_infonce_eps1e-8")]
    public void TwentySteps_LossesGradientsAndParameters_EqualTorch(string run) => AssertTrajectory(run, UpdatePath.Memory);

    /// <summary>The way of a device, on the CPU.</summary>
    [Theory]
    [InlineData("full_infonce")]
    [InlineData("full_multi_positive")]
    [InlineData("full_siglip")]
    [InlineData("full_infonce_warmup_cosine_clip")]
    [InlineData("lora_infonce")]
    [InlineData("lora_multi_positive")]
    [InlineData("lora_siglip")]
    [InlineData("lora_infonce_eps1e-8")]
    public void TwentyStepsByTensors_LossesGradientsAndParameters_EqualTorch(string run) => AssertTrajectory(run, UpdatePath.Tensors);

    [Theory]
    [InlineData("full_siglip")]
    [InlineData("lora_infonce")]
    [InlineData("lora_multi_positive")]
    public void FirstStep_Gradients_EqualTorch(string run)
    {
        using TrajectoryTask task = new(s_runs.GetProperty(run).GetProperty("hyper"));
        using DisposeScope scope = torch.NewDisposeScope();
        task.Backward(new TrainingStep(1, 0, 0, 1));
        task.AssertGradients(run);
    }

    [Fact]
    public void CachedGradients_InChunks_EqualTheWholeBatch()
    {
        using TrajectoryTask task = new(s_runs.GetProperty("full_multi_positive").GetProperty("hyper"));
        float[][] whole = Gradients(task, () => task.Backward(new TrainingStep(1, 0, 0, 1)));
        float[][] chunked = Gradients(task, () =>
        {
            List<Func<torch.Tensor>> chunks = [.. Enumerable.Range(0, 3).Select(i => new Func<torch.Tensor>(() => task.Images(0, i * 2, 2)))];
            chunks.AddRange(Enumerable.Range(0, 2).Select(i => new Func<torch.Tensor>(() => task.Texts(0, i * 7, 7))));
            CachedGradients.Backward(chunks, vectors => task.GetLoss(torch.cat([.. vectors.Take(3)]), torch.cat([.. vectors.Skip(3)]), 0));
        });
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Equal(whole[i].Length, chunked[i].Length);
            AssertClose(whole[i].Select(v => (double)v), chunked[i].Select(v => (double)v), task.Parameters[i].Name, 1e-5);
        }
    }

    private static void AssertTrajectory(string run, UpdatePath path)
    {
        JsonElement golden = s_runs.GetProperty(run), hyper = golden.GetProperty("hyper");
        using TrajectoryTask task = new(hyper);
        Recorder recorder = new();
        TrainingReport report = TrainingLoop.Run(task, Settings(hyper) with { Progress = recorder, Path = path }, TestContext.Current.CancellationToken);
        AssertClose(Numbers(golden, "loss"), report.Losses, "loss");
        AssertClose(Numbers(golden, "grad_norm"), recorder.Steps.Select(s => s.GradientLength), "gradient");
        Assert.Equal(Numbers(golden, "lr"), recorder.Steps.Select(s => s.LearningRate), (expected, actual) => Math.Abs(expected - actual) <= 1e-12);
        foreach (JsonProperty expected in golden.GetProperty("final").EnumerateObject().Where(p => !p.Name.EndsWith(NoisyBias, StringComparison.Ordinal)))
        {
            float[] actual = TensorMemory.Of(task.Parameters.Single(p => p.Name == expected.Name).Parameter).ToArray();
            double mean = actual.Average(v => (double)v);
            Assert.Equal(expected.Value.GetProperty("mean").GetDouble(), mean, Tolerance);
            Assert.Equal(expected.Value.GetProperty("std").GetDouble(), Math.Sqrt(actual.Average(v => (v - mean) * (v - mean))), Tolerance);
            AssertClose(Numbers(expected.Value, "first8"), actual.Take(8).Select(v => (double)v), expected.Name);
        }

        task.AssertEmbeddings(run);
    }

    private static float[][] Gradients(TrajectoryTask task, Action backward)
    {
        foreach (NamedParameter parameter in task.Parameters)
        {
            using torch.Tensor? gradient = parameter.Parameter.grad;
            gradient?.zero_();
        }

        using DisposeScope scope = torch.NewDisposeScope();
        backward();
        return [.. task.Parameters.Select(p => TensorMemory.Of(p.Parameter.grad!.contiguous()).ToArray())];
    }

    private static TrainingLoopSettings Settings(JsonElement hyper)
    {
        double[] betas = [.. Numbers(hyper, "betas")];
        int warmUp = hyper.GetProperty("warmup").GetInt32();
        double rate = hyper.GetProperty("lr").GetDouble(), clip = hyper.GetProperty("clip_grad_norm").GetDouble();
        return new TrainingLoopSettings
        {
            Steps = 20,
            Schedule = hyper.GetProperty("schedule").GetString() == "constant" ? new LearningRateSchedule(rate) : LearningRateSchedule.WarmUpCosine(rate, warmUp, 20),
            GreatestGradient = clip > 0 ? clip : null,
            Optimizer = new AdamWSettings
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = hyper.GetProperty("eps").GetDouble(),
                WeightDecay = hyper.GetProperty("weight_decay").GetDouble(),
                DecaysVectors = !hyper.GetProperty("no_decay_1d").GetBoolean(),
            },
        };
    }

    private static IEnumerable<double> Numbers(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble());

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, string what, double tolerance = Tolerance)
    {
        foreach ((int index, (double First, double Second) pair) in expected.Zip(actual).Index())
        {
            Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance, $"{what} {index}: expected {pair.First:g9}, got {pair.Second:g9}.");
        }
    }

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Steps { get; } = [];

        public void Report(TrainingProgress value) => Steps.Add(value);
    }
}
