using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The tensors and the facts of one folder of golden data.</summary>
internal sealed class RenderingGoldens
{
    private readonly byte[] _file;
    private readonly JsonElement _header;
    private readonly int _data;

    private RenderingGoldens(string topic)
    {
        _file = File.ReadAllBytes(GoldenFiles.Path(topic, "cases.safetensors"));
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(_file);
        _header = JsonDocument.Parse(_file.AsMemory(8, length)).RootElement;
        _data = 8 + length;
        Facts = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path(topic, "cases.json"))).RootElement;
    }

    public static RenderingGoldens Ct { get; } = new("ct");

    public static RenderingGoldens Preprocess { get; } = new("preprocess");

    public JsonElement Facts { get; }

    public IEnumerable<string> Names => _header.EnumerateObject().Select(tensor => tensor.Name);

    public long[] Shape(string name) => [.. _header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];

    public T[] Values<T>(string name)
        where T : unmanaged
    {
        int[] ends = [.. _header.GetProperty(name).GetProperty("data_offsets").EnumerateArray().Select(end => end.GetInt32())];
        T[] values = MemoryMarshal.Cast<byte, T>(_file.AsSpan(_data + ends[0], ends[1] - ends[0])).ToArray();
        Assert.Equal(Shape(name).Aggregate(1L, (product, size) => product * size), values.Length);
        return values;
    }

    /// <summary>Slice z of the golden volume, HU.</summary>
    public static float[] Slice(int z) => [.. Ct.Values<short>("volume").Skip(z * 96 * 96).Take(96 * 96).Select(x => (float)x)];

    /// <summary>A window of the golden presets; two narrow ones and a fractional one besides.</summary>
    public static HuWindow Preset(string name) => name switch
    {
        "w1" => new(40, 1),
        "w2" => new(40, 2),
        "frac" => new(39.5, 12.25),
        _ => Window(Ct.Facts.GetProperty("presets").GetProperty(name)),
    };

    public static HuWindow[] Triple(string name) => [.. Ct.Facts.GetProperty("rgb").GetProperty(name).EnumerateArray().Select(Window)];

    public static WindowFunction Function(string name) => name switch
    {
        "linear" => WindowFunction.Linear,
        "linear_exact" => WindowFunction.LinearExact,
        "sigmoid" => WindowFunction.Sigmoid,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static HuWindow Window(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
}
