using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes safetensors files that a sound writer would not.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Create(string header, int dataBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        return file;
    }

    /// <summary>One entry of a header.</summary>
    public static string Entry(string name, string type, string shape, long begin, long end) =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":[{begin},{end}]}}";
}
