using System.Buffers.Binary;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What a pickle may do, and that it may do nothing else.</summary>
public sealed class UnpicklerTests
{
    private static readonly byte[] s_storage = TorchBytes.Floats(6);

    public static TheoryData<string, string, string> Refused() => new()
    {
        { "a function", Hex(Value(p => p.Name("os", "system").Do("(").Text("true").Do("tR"))), "asks for os.system; allowed are" },
        { "a name of the stack", Hex(PickleBytes.Start(4).Text("builtins").Text("eval").Raw(0x93).Do(".")), "asks for builtins.eval" },
        { "the early form of a tensor", Hex(Value(p => p.Name("torch._utils", "_rebuild_tensor"))), "asks for torch._utils._rebuild_tensor;" },
        { "a storage that no tensor here has", Hex(Value(p => p.Storage("0", 6, "ComplexFloatStorage"))), "asks for torch.ComplexFloatStorage" },
        { "a compiled module", Hex(Value(p => p.Name("__torch__.net", "Net"))), "asks for __torch__.net.Net" },
        { "a name with control characters", Hex(Value(p => p.Name("a\rb", "c\u001b[2J"))), "asks for a?b.c?[2J" },
        { "a long name", Hex(Value(p => p.Name(new string('m', 300), "n"))), "more than 256 bytes in one name" },
        { "INST", Hex(Value(p => p.Do("(ios\nsystem\n"))), "operation INST (0x69)" },
        { "OBJ", Hex(Value(p => p.Do("(o"))), "operation OBJ (0x6f)" },
        { "NEWOBJ", Hex(Value(p => p.Name("collections", "OrderedDict").Do(")").Raw(0x81))), "operation NEWOBJ (0x81)" },
        { "NEWOBJ_EX", Hex(Value(p => p.Raw(0x92))), "operation NEWOBJ_EX (0x92)" },
        { "EXT1", Hex(Value(p => p.Raw(0x82, 1))), "operation EXT1 (0x82)" },
        { "PERSID", Hex(Value(p => p.Do("Pid\n"))), "operation PERSID (0x50)" },
        { "bytes", Hex(Value(p => p.Do("C\u0001a"))), "operation SHORT_BINBYTES (0x43)" },
        { "no operation", Hex(Value(p => p.Raw(0xff))), "operation 0xff" },
        { "attributes of a list", Hex(Value(p => p.Do("]}b"))), "sets attributes of something that is not a dictionary" },
        { "attributes from a list", Hex(Value(p => p.Do("}]b"))), "sets attributes of something that is not a dictionary" },
        { "a call of a text", Hex(Value(p => p.Text("print").Do(")R"))), "calls something that is not one of the allowed names" },
        { "arguments that are no tuple", Hex(Value(p => p.Name("collections", "OrderedDict").Do("]R"))), "calls something that is not one of the allowed names" },
        { "a call of a storage's type", Hex(Value(p => p.Name("torch", "FloatStorage").Do(")R"))), "calls torch.FloatStorage with arguments" },
        { "a call of an element type", Hex(Value(p => p.Name("torch", "float32").Do(")R"))), "calls torch.float32 with arguments" },
        { "a dictionary of arguments", Hex(Value(p => p.Name("collections", "OrderedDict").Do("(]tR"))), "calls collections.OrderedDict with arguments" },
        { "another object outside", Hex(Value(p => p.Text("id").Do("Q"))), "names an object outside it" },
        { "a storage of a negative length", Hex(Value(p => p.Storage("0", -1))), "names an object outside it" },
        { "a view of a storage", Hex(Value(p => p.Do("(").Text("storage").Name("torch", "FloatStorage").Text("0").Text("cpu").Number(6).Tuple(0, 6).Do("tQ"))), "names an object outside it" },
        { "a storage of two types", Hex(Value(p => p.Storage("0", 6).Storage("0", 6, "IntStorage"))), "is named as 6 elements of F32 and as 6 of I32" },
        { "a tensor of a text", Hex(Value(p => p.Name("torch._utils", "_rebuild_tensor_v2").Do("(").Text("0").Do("tR"))), "calls torch._utils._rebuild_tensor_v2 with other arguments" },
        { "a parameter of a text", Hex(Value(p => p.Name("torch._utils", "_rebuild_parameter").Do("(").Text("0").Raw(0x88).Do("}tR"))), "calls torch._utils._rebuild_parameter with other arguments" },
        { "a view behind its storage", Hex(PickleBytes.OneTensor(6, 1, [2, 3], [3, 1])), "of shape [2, 3] with strides [3, 1] from element 1 does not lie inside its storage of 6 elements" },
        { "a view before its storage", Hex(PickleBytes.OneTensor(6, -1, [2], [1])), "from element -1 does not lie inside" },
        { "an empty view behind its storage", Hex(PickleBytes.OneTensor(6, 7, [0], [1])), "from element 7 does not lie inside" },
        { "strides beyond 64 bits", Hex(PickleBytes.OneTensor(6, 0, [long.MaxValue, 3], [long.MaxValue, long.MaxValue])), "does not lie inside its storage" },
        { "a negative stride", Hex(PickleBytes.OneTensor(6, 5, [6], [-1])), "with other arguments" },
        { "a negative length", Hex(PickleBytes.OneTensor(6, 0, [-6], [1])), "with other arguments" },
        { "fewer strides than dimensions", Hex(PickleBytes.OneTensor(6, 0, [2, 3], [1])), "with other arguments" },
        { "17 dimensions", Hex(PickleBytes.OneTensor(6, 0, [.. Enumerable.Repeat(1L, 17)], [.. Enumerable.Repeat(1L, 17)])), "of at most 16 dimensions" },
        { "one number repeated without end", Hex(PickleBytes.OneTensor(6, 0, [1L << 40], [0])), "its tensors have 4,398,046,511,104 bytes, at most" },
        { "more bytes than 64 bits count", Hex(PickleBytes.OneTensor(6, 0, [long.MaxValue, long.MaxValue], [0, 0])), "at most" },
        { "a storage longer than its bytes", Hex(PickleBytes.OneTensor(7, 0, [7], [1])), "storage '0' has 24 bytes, 28 expected for 7 elements of F32" },
        { "a storage longer than anything", Hex(PickleBytes.OneTensor(long.MaxValue, 0, [1], [1])), "storage '0' has 24 bytes" },
        { "a storage that is not there", Hex(PickleBytes.Start().Do("}").Text("a").Tensor("../../x", 6, 0, [6], [1]).Do("s.")), "there is no entry 'archive/data/../../x'" },
        { "a key twice", Hex(PickleBytes.Start().Do("}(").Text("a").Number(1).Text("a").Number(2).Do("u.")), "the key 'a' comes twice" },
        { "a key without a value", Hex(PickleBytes.Start().Do("}(").Text("a").Do("u.")), "a key has no value" },
        { "items of a number", Hex(PickleBytes.Start().Number(1).Do("(u.")), "something that is not a dictionary" },
        { "items appended to a number", Hex(PickleBytes.Start().Number(1).Do("(e.")), "something that is not a list" },
        { "an unknown value of the memo", Hex(Value(p => p.Do("h").Raw(9))), "value 9 of the memo was never put there" },
        { "an empty stack", Hex(PickleBytes.Start().Do("0.")), "a value is taken from an empty stack" },
        { "a value from below a mark", Hex(PickleBytes.Start().Do("}(s.")), "a value is taken from an empty stack" },
        { "no mark", Hex(PickleBytes.Start().Do("}t.")), "a container ends that was not begun" },
        { "nothing", Hex(PickleBytes.Start().Do(".")), "a value is taken from an empty stack" },
        { "no end", Hex(PickleBytes.Start().Do("}")), "the pickle ends" },
        { "a later protocol", Hex(PickleBytes.Start(6).Do("}.")), "its protocol is 6, at most 5" },
        { "a text longer than the file", Hex(PickleBytes.Start().Do("X").Raw(0xff, 0xff, 0, 0)), "the pickle ends" },
        { "a text longer than allowed", Hex(PickleBytes.Start().Do("X").Raw(0xff, 0xff, 0xff, 0xff)), "more than 1,048,576 bytes in one text" },
        { "a text that is not UTF-8", Hex(PickleBytes.Start().Raw(0x8c, 1, 0xff).Do(".")), "a text is not UTF-8" },
        { "containers nested without end", Hex(PickleBytes.Start().Do(new string('(', 1001))), "more than 1,000 containers open at once" },
        { "a name that is no text", Hex(PickleBytes.Start(4).Number(1).Number(2).Raw(0x93).Do(".")), "a name is not a text" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Open_PickleThatWantsMore_IsRefusedByName(string what, string pickle, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pt"), TorchBytes.Archive(Convert.FromHexString(pickle), ("0", s_storage)));
        WeightsException e = Assert.Throws<WeightsException>(() => Checkpoint.OpenFile(folder.File("a.pt")));
        Assert.True(e.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {e.Message}");
        Assert.Contains(folder.File("a.pt"), e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', e.Message);
    }

    // torch writes protocol 2 unless it is told otherwise; the later ones have shorter texts, frames and names on the stack.
    [Fact]
    public void Open_LaterProtocol_GivesTheSame()
    {
        byte[] frame = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(frame, 5);
        PickleBytes pickle = PickleBytes.Start(4).Raw(0x95).Raw(frame).Raw(0x8c, 11).Do("collections").Raw(0x8c, 11).Do("OrderedDict").Raw(0x93).Raw(0x94).Do(")R").Raw(0x94)
            .Raw(0x8d, 1, 0, 0, 0, 0, 0, 0, 0).Do("a").Tensor("0", 6, 0, [6], [1]).Do("s").Do("h").Raw(0).Do("0.");
        Assert.Equal(s_storage, ReadOne(pickle));
    }

    // A state dict carries version numbers as attributes.
    [Fact]
    public void Open_OrderedDictionaryWithAttributes_GivesItsTensors() => Assert.Equal(s_storage, ReadOne(
        PickleBytes.Start().Name("collections", "OrderedDict").Do(")R").Text("a").Tensor("0", 6, 0, [2, 3], [3, 1]).Do("s}").Text("_metadata").Do("}sb.")));

    [Fact]
    public void Open_EveryHarmlessValue_IsPassedOver()
    {
        PickleBytes pickle = PickleBytes.Start().Do("}(").Text("a").Tensor("0", 6, 0, [6], [1])
            .Text("list").Do("(K\u0001M\u0001\u0002J\u0001\u0002\u0003\u0004l").Text("nested").Do("(").Text("k").Do("]Nad")
            .Text("size").Name("torch", "Size").Do("(").Tuple(2, 3).Do("tR").Text("type").Name("torch", "bfloat16")
            .Text("float").Do("G").Raw(0x3f, 0xf0, 0, 0, 0, 0, 0, 0).Text("early").Do("U\u0002ab").Text("none").Do("N")
            .Number(7).Raw(0x88).Text("large").Raw(0x8a, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).Text("twice").Do("]20").Text("put").Do("]r\u0001\u0002\u0003\u00040j\u0001\u0002\u0003\u0004u.");
        Assert.Equal(s_storage, ReadOne(pickle));
    }

    // A list may hold itself; nothing walks it.
    [Fact]
    public void Open_ListThatHoldsItself_IsPassedOver() => Assert.Equal(s_storage, ReadOne(
        PickleBytes.Start().Do("}").Text("self").Do("]q\u0000h\u0000as").Text("a").Tensor("0", 6, 0, [6], [1]).Do("s.")));

    [Fact]
    public void Open_RepeatedRows_AreWrittenOut()
    {
        byte[] row = TorchBytes.Floats(6)[..12];
        Assert.Equal([.. row, .. row], ReadOne(new PickleBytes().Raw(PickleBytes.OneTensor(6, 0, [2, 3], [0, 1]))));
        Assert.Equal([.. row[..4], .. row[..4]], ReadOne(new PickleBytes().Raw(PickleBytes.OneTensor(6, 0, [2], [0]))));
    }

    private static byte[] ReadOne(PickleBytes pickle)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pt"), TorchBytes.Archive(pickle.ToArray(), ("0", s_storage)));
        using Checkpoint checkpoint = Checkpoint.OpenFile(folder.File("a.pt"));
        Assert.Equal(["a"], checkpoint.Names);
        List<byte> bytes = [];
        checkpoint.ReadBytes("a", piece => bytes.AddRange(piece));
        return [.. bytes];
    }

    private static PickleBytes Value(Func<PickleBytes, PickleBytes> write) => write(PickleBytes.Start()).Do(".");

    // Data of a theory must be text for each case to be told apart.
    private static string Hex(PickleBytes pickle) => Hex(pickle.ToArray());

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
