using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class SafetensorsFileTests
{
    private static readonly string[] s_dtypeNames = ["f32", "f16", "bf16", "f64", "i64", "i32", "i16", "i8", "u8", "bool", "scalar", "empty", "block.0.weight", "uni.ß"];

    [Fact]
    public void Open_EveryElementType_HasTheExpectedValues()
    {
        TorchRuntime.EnsureLoaded();
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("formats", "expected.json")));
        using GoldenTensors golden = new("formats", "dtypes.safetensors");
        Assert.All(s_dtypeNames, name =>
        {
            JsonElement wanted = expected.RootElement.GetProperty(name);
            using torch.Tensor tensor = golden.Read(name);
            using torch.Tensor wide = tensor.to(torch.ScalarType.Float64);
            Assert.Equal(wanted.GetProperty("dtype").GetString(), Spell(tensor.dtype));
            Assert.Equal([.. wanted.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())], tensor.shape);
            Assert.Equal([.. wanted.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())], wide.numel() == 0 ? [] : wide.data<double>().ToArray());
        });
    }

    [Fact]
    public void Open_DtypesFile_HoldsExactlyTheTensorsAndMetadata()
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("formats", "dtypes.safetensors"));
        Assert.Equal(s_dtypeNames.Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("metadata is free text", file.Metadata["note"]);
    }

    [Theory]
    [InlineData("f32")]
    [InlineData("f16")]
    [InlineData("bf16")]
    [InlineData("f64")]
    [InlineData("scalar")]
    [InlineData("empty")]
    public void ReadFloat32_FloatingPoint_HasTheExpectedValues(string name)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("formats", "expected.json")));
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("formats", "dtypes.safetensors"));
        Assert.Equal([.. expected.RootElement.GetProperty(name).GetProperty("values").EnumerateArray().Select(v => (float)v.GetDouble())], file.ReadFloat32(name));
    }

    [Fact]
    public void ReadFloat32_WholeNumbers_IsRefused()
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("formats", "dtypes.safetensors"));
        Assert.Contains("'i64' holds I64, a floating-point type", Assert.Throws<WeightsException>(() => file.ReadFloat32("i64")).Message, StringComparison.Ordinal);
        Assert.Contains("no tensor 'f99'. It holds i64, f64", Assert.Throws<WeightsException>(() => file.ReadFloat32("f99")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad_header_too_long", "its header says 1,099,511,627,776 bytes, but 1,187 follow")]
    [InlineData("bad_not_json", "the header is not the JSON that is expected")]
    [InlineData("bad_offsets_out_of_range", "'i64' of shape [7] and type I64 needs 56 bytes, but its offsets span 47")]
    [InlineData("bad_truncated", "of the data, which has")]
    public void Open_GoldenBadFile_IsRefusedByName(string name, string expected)
    {
        WeightsException e = Assert.Throws<WeightsException>(() => SafetensorsFile.Open(GoldenFiles.Path("formats", name + ".safetensors")));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, string> BadHeaders() => new()
    {
        { "", 0, "not the JSON" },
        { "[]", 0, "an object expected, got Array" },
        { "{\"__metadata__\":3}", 0, "__metadata__ is Number" },
        { "{\"__metadata__\":{\"a\":3}}", 0, "__metadata__ holds Number" },
        { "{\"a\":3}", 0, "tensor 'a' has no valid 'shape'" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "tensor 'a' has no valid 'data_offsets'" },
        { "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "has the element type ''" },
        { $"{{{SafetensorsBytes.Entry("a", "F31", "[1]", 0, 4)}}}", 4, "has the element type 'F31'; known are BOOL" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[-1]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1.5]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1]", -4, 0)}}}", 4, "no valid 'data_offsets'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1]", 4, 0)}}}", 4, "lies at bytes 4 to 0" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[2]", 0, 8)}}}", 4, "lies at bytes 0 to 8 of the data, which has 4" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[3]", 0, 8)}}}", 8, "of shape [3] and type F32 needs 12 bytes, but its offsets span 8" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[4294967296,4294967296]", 0, 8)}}}", 8, "but its offsets span 8" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[0,9223372036854775807,9223372036854775807]", 0, 8)}}}", 8, "needs 0 bytes, but its offsets span 8" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1]", 0, 4)},{SafetensorsBytes.Entry("a", "F32", "[1]", 4, 8)}}}", 8, "'a' is named twice" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[2]", 0, 8)},{SafetensorsBytes.Entry("b", "F32", "[2]", 4, 12)}}}", 12, "'a' and 'b' overlap" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1]", 0, 4)},{SafetensorsBytes.Entry("b", "F32", "[1]", 8, 12)}}}", 12, "4 bytes before tensor 'b' belong to no tensor" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1]", 0, 4)}}}", 9, "5 bytes after the last tensor belong to no tensor" },
        { "{}", 1, "1 bytes after the last tensor" },
        { "{\"\\ud800\":{}}", 0, "not the JSON" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[1e400]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[NaN]", 0, 4)}}}", 4, "not the JSON" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[Infinity]", 0, 4)}}}", 4, "not the JSON" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[\"1\"]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[null]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F32", "[9223372036854775808]", 0, 4)}}}", 4, "no valid 'shape'" },
        { $"{{{SafetensorsBytes.Entry("a", "F8_E4M3", "[4]", 0, 4)}}}", 4, "has the element type 'F8_E4M3'" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "no valid 'data_offsets'" },
        { "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "tensor 'a' has 'dtype' twice" },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "'__metadata__' is named twice" },
    };

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Open_UnsoundHeader_IsRefusedByName(string header, int dataBytes, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("bad.safetensors"), SafetensorsBytes.Create(header, dataBytes));
        WeightsException e = Assert.Throws<WeightsException>(() => SafetensorsFile.Open(folder.File("bad.safetensors")));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Open_ShorterThanItsPrefix_IsRefused(int length)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("short.safetensors"), new byte[length]);
        Assert.Contains("at least 8 expected", Assert.Throws<WeightsException>(() => SafetensorsFile.Open(folder.File("short.safetensors"))).Message, StringComparison.Ordinal);
    }

    // The file has no more bytes on disk than its prefix.
    [Fact]
    public void Open_HeaderBeyondTheLimit_IsRefusedUnread()
    {
        using TemporaryFolder folder = new();
        using (FileStream stream = File.Create(folder.File("long.safetensors")))
        {
            stream.Write(BitConverter.GetBytes(SafetensorsHeader.MaximumBytes + 1));
            stream.SetLength(SafetensorsHeader.MaximumBytes + 1000);
        }

        Assert.Contains("its header says 100,000,001 bytes, but 100,000,992 follow and 100,000,000 are allowed", Assert.Throws<WeightsException>(() => SafetensorsFile.Open(folder.File("long.safetensors"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileEndsBefore_IsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("f"), new byte[10]);
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(folder.File("f"));
        Assert.Contains("it ends at byte 10, 2 more expected", Assert.Throws<WeightsException>(() => FileBytes.Read(handle, folder.File("f"), 4, new byte[8])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("U16", 2)]
    [InlineData("U32", 4)]
    [InlineData("U64", 8)]
    public void Read_TypeThatTorchLacks_IsRefusedByName(string type, int size)
    {
        TorchRuntime.EnsureLoaded();
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("f.safetensors"), SafetensorsBytes.Create($"{{{SafetensorsBytes.Entry("a", type, "[1]", 0, size)}}}", size));
        using Checkpoint checkpoint = Checkpoint.OpenFile(folder.File("f.safetensors"));
        Assert.Contains($"tensor 'a' holds {type}, which torch does not compute with", Assert.Throws<WeightsException>(() => checkpoint.Read("a")).Message, StringComparison.Ordinal);
        Assert.Equal(32, checkpoint.Digest("a").Length);
    }

    // Whatever one byte of the header becomes, the file opens whole or is refused: no other exception, no read outside the file.
    [Fact]
    public void Open_AnyHeaderByteChanged_OpensOrIsRefused()
    {
        byte[] original = File.ReadAllBytes(GoldenFiles.Path("formats", "dtypes.safetensors"));
        using TemporaryFolder folder = new();
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. original];
            changed[random.Next(928)] = (byte)random.Next(256);
            File.WriteAllBytes(folder.File("f"), changed);
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(folder.File("f"));
                Assert.All(file.Entries, e => Assert.Equal(e.ByteCount, file.GetBytes(e).Length));
            }
            catch (WeightsException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 400);
    }

    [Fact]
    public void GetBytes_OutsideTheTensorOrTheFile_IsRefused()
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("formats", "dtypes.safetensors"));
        SafetensorsEntry entry = file.GetEntry("f32");
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetBytes(entry, 60, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetBytes(entry, long.MaxValue, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetBytes(entry with { ByteCount = 1L << 40 }, 0, int.MaxValue).Length);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.GetBytes(entry).Length);
    }

    private static string Spell(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte => "uint8",
        _ => type.ToString().ToLowerInvariant(),
    };
}
