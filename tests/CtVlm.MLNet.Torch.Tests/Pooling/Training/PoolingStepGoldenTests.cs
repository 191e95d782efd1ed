using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Twenty steps of the trainer's own step against torch's: losses, parameters, and what comes out.</summary>
public class PoolingStepGoldenTests
{
    private const double Tolerance = 2e-4;
    private const int Width = 32;

    // Added to every score before a softmax, it changes nothing: its gradient is 0 but for rounding, which Adam turns into steps of its own on each machine.
    private const string WithoutEffect = "attention_w.bias";
    private const int ClassCount = 3;

    // The reference's name of the head, and the pooling whose parameters have the reference's names.
    private static readonly Dictionary<string, (string Head, Func<PoolingModule> Create)> s_runs = new()
    {
        ["gated_mil"] = ("classifier", () => SlicePooling.GatedAttention(hidden: 12).CreateModule(Width, ClassCount)),
        ["mean"] = ("classifier", () => SlicePooling.Mean().CreateModule(Width, ClassCount)),
    };

    public PoolingStepGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Names => [.. s_runs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_TwentySteps_FollowsTheReference(string name)
    {
        (string headName, Func<PoolingModule> create) = s_runs[name];
        using GoldenTensors golden = new("train", "aggregators.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule pooling = create();
        using PoolingHead head = new(Width, ClassCount, PoolingTarget.Nominal);
        Fill(pooling, golden, $"{name}.init.");
        Fill(head, golden, $"{name}.init.{headName}.");
        golden.AssertClose($"{name}.first_logits", Scores(pooling, head, Batch(golden, 0).Bags), 1e-5);
        using (PoolingStep step = new(pooling, head, new PoolingTraining { LearningRate = 5e-3, WeightDecay = 0.01 }, [1, 1, 1]))
        {
            double[] expected = Losses(name);
            double[] losses = [.. Enumerable.Range(0, expected.Length).Select(t => Step(step, golden, t % 2))];
            Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        }

        Check(pooling, golden, $"{name}.final.");
        Check(head, golden, $"{name}.final.{headName}.");
        golden.AssertClose($"{name}.final_logits", Scores(pooling, head, Batch(golden, 0).Bags), Tolerance);
        if (golden.Names.Contains($"{name}.final_attention"))
        {
            golden.AssertClose($"{name}.final_attention", pooling.forward(Batch(golden, 0).Bags).Weights!, Tolerance);
        }
    }

    private static double Step(PoolingStep step, GoldenTensors golden, int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        (BagBatch bags, Tensor classes) = Batch(golden, batch);
        return step.Run(bags, classes);
    }

    private static (BagBatch Bags, Tensor Classes) Batch(GoldenTensors golden, int batch) =>
        (new BagBatch(golden.Read("in.embeddings")[batch], golden.Read("in.mask")[batch].to(@bool)), golden.Read("in.labels")[batch]);

    private static Tensor Scores(PoolingModule pooling, PoolingHead head, BagBatch bags)
    {
        using IDisposable mode = no_grad();
        return head.forward(pooling.forward(bags).Vectors);
    }

    private static void Fill(nn.Module module, GoldenTensors golden, string prefix)
    {
        using IDisposable mode = no_grad();
        foreach ((string name, Tensor tensor) in module.state_dict())
        {
            tensor.copy_(golden.Read(prefix + name));
        }
    }

    private static void Check(nn.Module module, GoldenTensors golden, string prefix) =>
        Assert.All(module.state_dict().Where(entry => entry.Key != WithoutEffect), entry => golden.AssertClose(prefix + entry.Key, entry.Value.detach(), Tolerance));

    private static double[] Losses(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("train", "aggregators.json")));
        return [.. json.RootElement.GetProperty("runs").GetProperty(name).GetProperty("loss").EnumerateArray().Select(v => v.GetDouble())];
    }
}
