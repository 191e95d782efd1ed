using System.Globalization;
using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>One golden case of a projection: an operation, its parameters, named tensors and a tolerance.</summary>
internal sealed class ProjectionCase
{
    private static readonly Lazy<JsonElement[]> s_cases = new(ReadCases);

    private readonly JsonElement _case;

    private ProjectionCase(JsonElement testCase) => _case = testCase;

    /// <summary>Its name.</summary>
    public string Id => Text(_case, "id");

    /// <summary>What is computed.</summary>
    public string Operation => Text(_case, "op");

    /// <summary>The training rows (N, D).</summary>
    public ReferenceTensor Train => ReadKey(Text(_case, "train"));

    /// <summary>The test rows (M, D).</summary>
    public ReferenceTensor Test => ReadKey(Text(_case, "test"));

    /// <summary>The class of each training row.</summary>
    public int[] Labels => ReadKey(Text(_case, "labels")).Integers;

    /// <summary>Names of what is computed.</summary>
    public IEnumerable<string> OutputNames => _case.GetProperty("outputs").EnumerateObject().Select(p => p.Name);

    /// <summary>The cases of these operations, or all of them.</summary>
    public static TheoryData<string> Ids(params string[] operations) =>
        [.. s_cases.Value.Where(c => operations.Length == 0 || operations.Contains(Text(c, "op"))).Select(c => Text(c, "id"))];

    /// <summary>The operations there are cases of.</summary>
    public static IEnumerable<string> Operations() => s_cases.Value.Select(c => Text(c, "op")).Distinct();

    /// <summary>The case of that name.</summary>
    public static ProjectionCase Find(string id) => new(s_cases.Value.First(c => Text(c, "id") == id));

    /// <summary>Whether there is such a parameter.</summary>
    public bool HasParameter(string name) => _case.GetProperty("params").TryGetProperty(name, out _);

    /// <summary>A parameter as text.</summary>
    public string Parameter(string name) => _case.GetProperty("params").GetProperty(name).ToString();

    /// <summary>A parameter as a number, also where it is written as text.</summary>
    public double Number(string name) => double.Parse(Parameter(name), CultureInfo.InvariantCulture);

    /// <summary>A parameter that is a list of numbers.</summary>
    public double[] Numbers(string name) => [.. _case.GetProperty("params").GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>Whether the case has such a tensor among its state, outputs or inputs.</summary>
    public bool Has(string name) => FindKey(name) is not null;

    /// <summary>A tensor of the case's state, outputs or inputs, by the name it has there.</summary>
    public ReferenceTensor Read(string name) => ReadKey(FindKey(name) ?? throw new InvalidDataException($"Case {Id} has no '{name}'."));

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for single precision.</summary>
    public void Check(string name, ReadOnlySpan<float> actual)
    {
        double[] values = new double[actual.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = actual[i];
        }

        Check(name, values, "float32");
    }

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for double precision.</summary>
    public void Check(string name, ReadOnlySpan<double> actual) => Check(name, actual, "float64");

    /// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for that precision, "float32" or "float64".</summary>
    public void Check(string name, ReadOnlySpan<double> actual, string precision) => Check(name, Read(name).Values, actual, precision);

    /// <summary>As above, against given numbers.</summary>
    public void Check(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string precision)
    {
        JsonElement tolerance = _case.GetProperty("tolerance").GetProperty(precision);
        double relative = tolerance.GetProperty("rtol").GetDouble(), absolute = tolerance.GetProperty("atol").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])),
                $"{Id}, {what}, value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    /// <summary>Euclidean distances (M, M) between rows.</summary>
    public static double[] Distances(ReadOnlySpan<float> rows, int width)
    {
        int count = rows.Length / width;
        double[] distances = new double[count * count];
        for (int i = 0; i < distances.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < width; k++)
            {
                double difference = (double)rows[(i / count * width) + k] - rows[(i % count * width) + k];
                sum += difference * difference;
            }

            distances[i] = Math.Sqrt(sum);
        }

        return distances;
    }

    /// <summary>Every row mapped.</summary>
    public static float[] Apply(FittedProjection projection, ReadOnlySpan<float> rows)
    {
        int count = rows.Length / projection.InputWidth;
        float[] projected = new float[count * projection.OutputWidth];
        for (int row = 0; row < count; row++)
        {
            projection.Apply(
                rows.Slice(row * projection.InputWidth, projection.InputWidth),
                projected.AsSpan(row * projection.OutputWidth, projection.OutputWidth));
        }

        return projected;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement[] ReadCases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", "projection.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }

    // "sphere.test row 1" is a row of a tensor.
    private static ReferenceTensor ReadKey(string key)
    {
        string[] parts = key.Split(" row ");
        using GoldenTensors tensors = new("geometry", "projection.safetensors");
        using torch.Tensor tensor = tensors.Read(parts[0]);
        using torch.Tensor numbers = tensor.to(torch.float64);
        ReferenceTensor read = new([.. tensor.shape.Select(length => (int)length)], numbers.data<double>().ToArray());
        return parts.Length == 1 ? read : read.Row(int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private string? FindKey(string name)
    {
        foreach (string group in (string[])["state", "outputs", "inputs"])
        {
            if (_case.TryGetProperty(group, out JsonElement names) && names.TryGetProperty(name, out JsonElement key))
            {
                return key.GetString();
            }
        }

        return null;
    }
}
