using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>One golden case of pooling or projection: names of tensors, and a tolerance.</summary>
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

    public static TheoryData<string> Ids(string topic) => [.. Cases(topic).Select(c => c.GetProperty("id").GetString()!)];

    public static GeometryCase Find(string topic, string id) => new(topic, Cases(topic).First(c => c.GetProperty("id").GetString() == id));

    public bool Has(string name) => _case.GetProperty(name).ValueKind == JsonValueKind.String;

    public (long[] Shape, double[] Values) Read(string name)
    {
        using GoldenTensors tensors = new("geometry", _topic + ".safetensors");
        using torch.Tensor tensor = tensors.Read(_case.GetProperty(name).GetString()!);
        using torch.Tensor numbers = tensor.to(torch.float64);
        return (tensor.shape, numbers.data<double>().ToArray());
    }

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for float32.</summary>
    public void Check(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        JsonElement tolerance = _case.GetProperty("tolerance").GetProperty("float32");
        double relative = tolerance.GetProperty("rtol").GetDouble(), absolute = tolerance.GetProperty("atol").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])), $"Value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    private static IEnumerable<JsonElement> Cases(string topic) =>
        JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", topic + ".json"))).RootElement.GetProperty("cases").EnumerateArray();
}
