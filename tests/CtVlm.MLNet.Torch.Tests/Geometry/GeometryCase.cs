using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>One golden case of pooling or projection: an operation, its parameters, names of tensors and a tolerance.</summary>
internal sealed class GeometryCase
{
    private readonly JsonElement _case;
    private readonly string _topic;

    private GeometryCase(string topic, JsonElement testCase)
    {
        _topic = topic;
        _case = testCase;
    }

    public string Operation => _case.GetProperty("op").GetString()!;

    public int Components => _case.GetProperty("components").GetInt32();

    /// <summary>The sum of products that the gradients are of.</summary>
    public double LossValue => _case.GetProperty("loss_value").GetDouble();

    /// <summary>Ids of the cases of a topic whose operation is among those given; without any, of all.</summary>
    public static TheoryData<string> Ids(string topic, params string[] operations) =>
        [.. Cases(topic)
            .Where(c => operations.Length == 0 || operations.Contains(c.GetProperty("op").GetString()))
            .Select(c => c.GetProperty("id").GetString()!)];

    /// <summary>Every operation of a topic.</summary>
    public static IReadOnlyList<string> Operations(string topic) => [.. Cases(topic).Select(c => c.GetProperty("op").GetString()!).Distinct()];

    public static GeometryCase Find(string topic, string id) => new(topic, Cases(topic).First(c => c.GetProperty("id").GetString() == id));

    /// <summary>A tensor of the topic's file, by its name there, in the current dispose scope.</summary>
    public static torch.Tensor TensorOf(string topic, string name)
    {
        using GoldenTensors tensors = new("geometry", topic + ".safetensors");
        return tensors.Read(name);
    }

    public bool Has(string name) => _case.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String;

    /// <summary>A parameter of the operation.</summary>
    public JsonElement Parameter(string name) => _case.GetProperty("params").GetProperty(name);

    public bool HasParameter(string name) => _case.GetProperty("params").TryGetProperty(name, out _);

    /// <summary>A number among the parameters.</summary>
    public double Number(string name) => Parameter(name).GetDouble();

    /// <summary>A whole number among the parameters.</summary>
    public int Count(string name) => Parameter(name).GetInt32();

    /// <summary>A text among the parameters.</summary>
    public string Text(string name) => Parameter(name).GetString()!;

    /// <summary>The tensor that the case names so, in its stored type and the current dispose scope.</summary>
    public torch.Tensor Tensor(string name) => TensorOf(_topic, _case.GetProperty(name).GetString()!);

    /// <summary>The tensors of a group, such as <c>weights</c>, <c>grad_weights</c>, <c>extra</c>, <c>state</c> or <c>outputs</c>, in their stored types and the current dispose scope; empty where the case has none.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors(string group) =>
        _case.TryGetProperty(group, out JsonElement named)
            ? named.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(p => p.Name, p => TensorOf(_topic, p.Value.GetString()!))
            : [];

    public (long[] Shape, double[] Values) Read(string name)
    {
        using torch.Tensor tensor = Tensor(name);
        using torch.Tensor numbers = tensor.to(torch.float64);
        return (tensor.shape, numbers.data<double>().ToArray());
    }

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for the type; NaN where there is NaN.</summary>
    public void Check(torch.Tensor expected, torch.Tensor actual, string what, torch.ScalarType type)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{what}: shape {string.Join(" x ", expected.shape)} expected, got {string.Join(" x ", actual.shape)}.");
        using DisposeScope scope = torch.NewDisposeScope();
        Check(Values(expected), Values(actual), what, type);
    }

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for the type; NaN where there is NaN.</summary>
    public void Check(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what, torch.ScalarType type)
    {
        JsonElement tolerance = _case.GetProperty("tolerance").GetProperty(type == torch.ScalarType.Float64 ? "float64" : "float32");
        double relative = tolerance.GetProperty("rtol").GetDouble(), absolute = tolerance.GetProperty("atol").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool agrees = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i]));
            Assert.True(agrees, $"{what}, value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for float32.</summary>
    public void Check(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual) =>
        Check(expected, [.. actual.ToArray().Select(v => (double)v)], "Result", torch.ScalarType.Float32);

    private static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.float64).contiguous().data<double>().ToArray();

    private static IEnumerable<JsonElement> Cases(string topic) =>
        JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", topic + ".json"))).RootElement.GetProperty("cases").EnumerateArray();
}
