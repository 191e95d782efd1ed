using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes pickles operation by operation, sound ones and others.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];

    /// <summary>A pickle that begins with its protocol.</summary>
    public static PickleBytes Start(byte protocol = 2) => new PickleBytes().Raw(0x80, protocol);

    public PickleBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Operations that are letters: "(", "t", "R".</summary>
    public PickleBytes Do(string operations) => Raw(Encoding.Latin1.GetBytes(operations));

    public PickleBytes Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Do("X").Raw(length).Raw(utf8);
    }

    public PickleBytes Number(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8a, 8).Raw(bytes);
    }

    public PickleBytes Name(string module, string member) => Do($"c{module}\n{member}\n");

    public PickleBytes Tuple(params long[] numbers)
    {
        Do("(");
        foreach (long number in numbers)
        {
            Number(number);
        }

        return Do("t");
    }

    public PickleBytes Storage(string key, long count, string type = "FloatStorage") =>
        Do("(").Text("storage").Name("torch", type).Text(key).Text("cpu").Number(count).Do("tQ");

    /// <summary>The tensor of a storage.</summary>
    public PickleBytes Tensor(string key, long count, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        Name("torch._utils", "_rebuild_tensor_v2").Do("(").Storage(key, count, type).Number(offset).Tuple(shape).Tuple(strides).Raw(0x89).Name("collections", "OrderedDict").Do(")RtR");

    /// <summary>A dictionary of one tensor named "a", and whatever else is written before its end.</summary>
    public static byte[] OneTensor(long count, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        Start().Do("}").Text("a").Tensor("0", count, offset, shape, strides, type).Do("s.").ToArray();

    public byte[] ToArray() => [.. _bytes];
}
