using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Reads tensors of expected volumes: safetensors, int16 or float32, [z, y, x].</summary>
internal static class GoldenArray
{
    /// <summary>The tensor "hu" of a golden case.</summary>
    public static float[] Read(string name) => Read(GoldenFiles.Path("dicom", "arrays", name), "hu");

    public static float[] Read(string path, string key)
    {
        byte[] file = File.ReadAllBytes(path);
        int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        JsonElement tensor = header.RootElement.GetProperty(key);
        JsonElement offsets = tensor.GetProperty("data_offsets");
        ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength)[offsets[0].GetInt32()..offsets[1].GetInt32()];
        return tensor.GetProperty("dtype").GetString() == "I16"
            ? Array.ConvertAll(MemoryMarshal.Cast<byte, short>(data).ToArray(), value => (float)value)
            : MemoryMarshal.Cast<byte, float>(data).ToArray();
    }
}
