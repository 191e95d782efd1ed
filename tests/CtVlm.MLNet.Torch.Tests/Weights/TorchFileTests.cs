using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The two formats around the pickle, and where in it the state dict is.</summary>
public sealed class TorchFileTests
{
    private static readonly byte[] s_pickle = PickleBytes.OneTensor(6, 0, [6], [1]);
    private static readonly byte[] s_storage = TorchBytes.Floats(6);

    [Fact]
    public void Open_BigEndianArchive_IsRefusedByName() => AssertRefused(
        TorchBytes.Zip([("a/data.pkl", s_pickle), ("a/byteorder", "big"u8.ToArray()), ("a/data/0", s_storage)]), "its byte order is 'big', 'little' expected");

    [Fact]
    public void Open_ArchiveWithoutByteOrder_IsRead() => AssertRead(TorchBytes.Zip([("a/data.pkl", s_pickle), ("a/data/0", s_storage)]));

    [Fact]
    public void Open_CompressedArchive_IsRefused() => AssertRefused(
        TorchBytes.Zip([("a/data.pkl", [.. s_pickle, .. new byte[1000]]), ("a/data/0", s_storage)], CompressionLevel.SmallestSize), "entry 'a/data.pkl' of the archive is compressed or encrypted");

    [Theory]
    [InlineData(new[] { "a/other" }, "it has 0 entries NAME/data.pkl")]
    [InlineData(new[] { "data.pkl" }, "it has 0 entries NAME/data.pkl")]
    [InlineData(new[] { "a/b/data.pkl" }, "it has 0 entries NAME/data.pkl")]
    [InlineData(new[] { "a/data.pkl", "b/data.pkl" }, "it has 2 entries NAME/data.pkl")]
    [InlineData(new[] { "a/data.pkl", "a/data.pkl" }, "entry 'a/data.pkl' is there twice")]
    public void Open_OtherEntries_AreRefused(string[] names, string expected) => AssertRefused(TorchBytes.Zip([.. names.Select(n => (n, s_pickle))]), expected);

    [Fact]
    public void Open_DirectoryThatPointsElsewhere_IsRefused()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        int entry = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 42), 3);
        AssertRefused(bytes, "entry 'archive/data.pkl' does not lie where its directory says");
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 42), 0x7fffffff);
        AssertRefused(bytes, "entry 'archive/data.pkl' does not lie where its directory says");
    }

    [Fact]
    public void Open_EncryptedEntry_IsRefused()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        bytes[bytes.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        AssertRefused(bytes, "is compressed or encrypted");
    }

    [Fact]
    public void Open_LengthThatNeedsAWideNumber_IsRefusedWithoutOne()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().IndexOf("PK\x01\x02"u8) + 24), uint.MaxValue);
        AssertRefused(bytes, "lacks the 64-bit length of an entry");
    }

    // Archives above 4 GiB have their numbers in an extra field of the directory; here the small ones of a small archive are moved there.
    [Fact]
    public void Open_WideNumbersInTheDirectory_AreRead()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        int entry = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        int end = bytes.Length - 22;
        byte[] extra = [9, 9, 2, 0, 7, 7, 1, 0, 24, 0, .. Widen(bytes, entry + 24), .. Widen(bytes, entry + 20), .. Widen(bytes, entry + 42)];
        int extraAt = entry + 46 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(entry + 28));
        foreach (int field in (int[])[20, 24, 42])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + field), uint.MaxValue);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(entry + 30), (ushort)extra.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end + 12), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(end + 12)) + (uint)extra.Length);
        AssertRead([.. bytes[..extraAt], .. extra, .. bytes[extraAt..]]);
        extra[^1] = 0x80;
        AssertRefused([.. bytes[..extraAt], .. extra, .. bytes[extraAt..]], "lengths beyond 63 bits");
    }

    [Fact]
    public void Open_DirectoryOutsideTheFile_IsRefused()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 10), 1u << 30);
        AssertRefused(bytes, "its directory of 1,073,741,824 bytes is not inside the file");
    }

    [Fact]
    public void Open_ArchiveWithAComment_IsRead()
    {
        byte[] bytes = TorchBytes.Archive(s_pickle, ("0", s_storage));
        bytes[^2] = 5;
        AssertRead([.. bytes, .. "hello"u8]);
    }

    [Theory]
    [InlineData("", "fewer than 4 bytes")]
    [InlineData("text", "begins neither as a zip archive nor as a pickle")]
    [InlineData("PK\u0003\u0004", "the record at its end is missing")]
    public void Open_SomethingElse_IsRefused(string text, string expected) => AssertRefused(Encoding.Latin1.GetBytes(text), expected);

    [Fact]
    public void Open_EarlyFormat_IsRead() => AssertRead(TorchBytes.Legacy(s_pickle, count: 6, storage: s_storage));

    [Fact]
    public void Open_UnsoundEarlyFormat_IsRefused()
    {
        AssertRefused(PickleBytes.Start().Number(1).Do(".").ToArray(), "does not begin with the number");
        AssertRefused(TorchBytes.Legacy(s_pickle, protocol: 1000, count: 6, storage: s_storage), "its protocol is not 1001");
        AssertRefused(TorchBytes.Legacy(s_pickle, isLittleEndian: false, count: 6, storage: s_storage), "its byte order is 'big'");
        AssertRefused(TorchBytes.Legacy(s_pickle, count: 5, storage: s_storage), "storage '0' has 5 elements");
        AssertRefused(TorchBytes.Legacy(s_pickle, count: 6, storage: s_storage[..23]), "23 bytes follow, 6 elements of F32 expected");
        AssertRefused(TorchBytes.Legacy(s_pickle, key: "1", count: 6, storage: s_storage), "names one twice, or one that no tensor uses");
        AssertRefused(TorchBytes.Legacy(PickleBytes.OneTensor(long.MaxValue, 0, [1], [1]), count: long.MaxValue, storage: s_storage), "24 bytes follow");
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model_state_dict")]
    public void Open_TrainingCheckpoint_GivesItsStateDict(string key) => AssertRead(TorchBytes.Archive(
        PickleBytes.Start().Do("}(").Text("epoch").Number(3).Text(key).Do("}").Text("a").Tensor("0", 6, 0, [6], [1]).Do("s")
            .Text("optimizer").Do("}").Text("momentum").Tensor("0", 6, 0, [6], [1]).Do("su.").ToArray(), ("0", s_storage)));

    [Fact]
    public void Open_TwoStateDicts_ListsThem() => AssertRefused(
        TorchBytes.Archive(
            PickleBytes.Start().Do("}(").Text("state_dict").Do("}").Text("a").Tensor("0", 6, 0, [6], [1]).Do("s").Text("model").Do("}").Text("a").Tensor("0", 6, 0, [6], [1]).Do("su.").ToArray(),
            ("0", s_storage)),
        "tensors are in 'state_dict' and in 'model', one place expected");

    [Fact]
    public void Open_NoStateDict_ListsTheKeys()
    {
        AssertRefused(TorchBytes.Archive(PickleBytes.Start().Do("}(").Text("weights").Do("}").Text("epoch").Number(3).Do("u.").ToArray()), "no tensors at the top level or in state_dict, model, model_state_dict; the keys are epoch, weights");
        AssertRefused(TorchBytes.Archive(PickleBytes.Start().Do("].").ToArray()), "not a dictionary of tensors");
    }

    // The prefix is stripped where every name has it, and only there.
    [Theory]
    [InlineData("module.a", "module.b", new[] { "a", "b" })]
    [InlineData("module.a", "b", new[] { "b", "module.a" })]
    public void Open_Prefix_IsStrippedWhereItIsCommon(string first, string second, string[] expected)
    {
        using TemporaryFolder folder = new();
        byte[] pickle = PickleBytes.Start().Do("}(").Text(first).Tensor("0", 6, 0, [6], [1]).Text(second).Tensor("0", 6, 0, [6], [1]).Do("u.").ToArray();
        File.WriteAllBytes(folder.File("a.pt"), TorchBytes.Archive(pickle, ("0", s_storage)));
        using Checkpoint checkpoint = Checkpoint.OpenFile(folder.File("a.pt"));
        Assert.Equal(expected, checkpoint.Names);
    }

    private static byte[] Widen(byte[] bytes, int at) => [.. bytes.AsSpan(at, 4), 0, 0, 0, 0];

    private static void AssertRead(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pt"), bytes);
        using Checkpoint checkpoint = Checkpoint.OpenFile(folder.File("a.pt"));
        List<byte> got = [];
        checkpoint.ReadBytes("a", piece => got.AddRange(piece));
        Assert.Equal(s_storage, got);
    }

    private static void AssertRefused(byte[] bytes, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.pt"), bytes);
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Checkpoint.OpenFile(folder.File("a.pt"))).Message, StringComparison.Ordinal);
    }
}
