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
    private const int Slices = 16;
    private const int StudyCount = 8;

    // The reference's name of the head, and the pooling whose parameters have the reference's names.
    private static readonly Dictionary<string, (string Head, Func<PoolingModule> Create)> s_runs = new()
    {
        ["gated_mil"] = ("classifier", () => SlicePooling.GatedAttention(hidden: 12).CreateModule(Width, ClassCount)),
        ["mean"] = ("classifier", () => SlicePooling.Mean().CreateModule(Width, ClassCount)),
        ["transformer"] = ("head", () => SlicePooling.Transformer(heads: 4, innerWidth: 48, positions: SlicePositions.Learned, stepMm: 1, knots: Slices).CreateModule(Width, ClassCount)),
    };

    // A step apart, slices read the table of places by index, as the reference does.
    private static readonly float[] s_places = [.. Enumerable.Range(0, Slices).Select(slice => (float)slice)];

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
        (new BagBatch(golden.Read("in.embeddings")[batch], golden.Read("in.mask")[batch].to(@bool), tensor(s_places).expand(StudyCount, Slices)), golden.Read("in.labels")[batch]);

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
            tensor.copy_(Reference(golden, prefix, name));
        }
    }

    private static void Check(nn.Module module, GoldenTensors golden, string prefix) =>
        Assert.All(module.state_dict().Where(entry => entry.Key != WithoutEffect), entry =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor expected = Reference(golden, prefix, entry.Key);
            Assert.Equal(expected.shape, entry.Value.shape);
            Tensor gap = WithEffect(entry.Key, entry.Value.detach() - expected).abs().max();
            Assert.True(gap.item<float>() <= Tolerance, $"{prefix}{entry.Key} is off by {gap.item<float>()}; {Tolerance} is allowed.");
        });

    // Of the three parts of this bias that of the keys adds the same to every score of a query.
    private static Tensor WithEffect(string name, Tensor gap) =>
        name.EndsWith("in_proj_bias", StringComparison.Ordinal) ? cat([gap.narrow(0, 0, Width), gap.narrow(0, 2 * Width, Width)]) : gap;

    // The reference has one table of places, the token's first; what is ours alone is named on the left.
    private static Tensor Reference(GoldenTensors golden, string prefix, string name) => name switch
    {
        "cls" => golden.Read(prefix + "cls_token")[0],
        "cls_position" => golden.Read(prefix + "pos_embed")[0].narrow(0, 0, 1),
        "positions.table" => golden.Read(prefix + "pos_embed")[0].narrow(0, 1, Slices),
        _ when name.StartsWith("enc.layers.", StringComparison.Ordinal) => golden.Read($"{prefix}encoder{name[3..]}"),
        _ when name.StartsWith("enc.norm.", StringComparison.Ordinal) => golden.Read(prefix + name[4..]),
        _ => golden.Read(prefix + name),
    };

    private static double[] Losses(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("train", "aggregators.json")));
        return [.. json.RootElement.GetProperty("runs").GetProperty(name).GetProperty("loss").EnumerateArray().Select(v => v.GetDouble())];
    }
}
