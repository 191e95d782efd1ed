using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Files that torch.save wrote, against the values that torch had.</summary>
public sealed class PickleTensorFileTests
{
    private static readonly string[] s_plain = ["f32", "f16", "bf16", "f64", "i64", "i32", "i16", "i8", "u8", "bool", "scalar", "empty", "block.0.weight", "uni.ß"];
    private static readonly string[] s_views = [.. s_plain, "base", "transposed", "row", "step", "shared", "param"];

    public PickleTensorFileTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("zip_views.bin")]
    [InlineData("legacy_views.bin")]
    public void Open_Views_HaveTheExpectedValues(string name) => AssertGolden(name, s_views);

    // The state_dict of a training checkpoint; data-parallel training put 'module.' before every name.
    [Fact]
    public void Open_TrainingCheckpoint_HoldsItsStateDictWithoutThePrefix() => AssertGolden("zip_checkpoint.pt", s_plain);

    [Fact]
    public void Open_PickleThatCallsAFunction_IsRefusedByName()
    {
        WeightsException e = Assert.Throws<WeightsException>(() => Checkpoint.OpenFile(GoldenFiles.Path("formats", "bad_pickle_calls_print.bin")));
        Assert.Contains("asks for __builtin__.print; allowed are collections.OrderedDict, torch._utils._rebuild_tensor_v2", e.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of it was executed", e.Message, StringComparison.Ordinal);
        Assert.Contains("bad_pickle_calls_print.bin", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BiomedClip_EqualsItsSafetensors()
    {
        using Checkpoint pickle = Checkpoint.OpenFile(GoldenFiles.Path("biomedclip", "open_clip_pytorch_model.bin"));
        using Checkpoint safetensors = Checkpoint.OpenFile(GoldenFiles.Path("biomedclip", "model.safetensors"));
        Assert.Equal(["text.transformer.embeddings.position_ids"], pickle.Names.Except(safetensors.Names));
        Assert.Empty(safetensors.Names.Except(pickle.Names));
        Assert.All(safetensors.Names, name =>
        {
            TensorEntry expected = safetensors.Find(name)!;
            TensorEntry got = pickle.Find(name)!;
            Assert.Equal((expected.Type, expected.ShapeText), (got.Type, got.ShapeText));
            Assert.Equal(safetensors.Digest(name), pickle.Digest(name));
        });
        using torch.Tensor positions = pickle.Read("text.transformer.embeddings.position_ids");
        Assert.Equal([.. Enumerable.Range(0, (int)positions.numel()).Select(i => (long)i)], positions.data<long>().ToArray());
    }

    // Parts that begin anywhere in a view are those of the whole.
    [Fact]
    public void Read_PartOfAView_IsAPartOfTheWhole()
    {
        using PickleTensorFile file = PickleTensorFile.Open(GoldenFiles.Path("formats", "zip_views.bin"));
        Assert.All(file.Entries, entry =>
        {
            byte[] whole = new byte[entry.ByteCount];
            file.Read(entry, 0, whole);
            int size = entry.Type.GetSize();
            for (int at = 0; at < whole.Length; at += size)
            {
                byte[] part = new byte[Math.Min(2 * size, whole.Length - at)];
                file.Read(entry, at, part);
                Assert.Equal(whole.AsSpan(at, part.Length).ToArray(), part);
            }
        });
    }

    private static void AssertGolden(string file, string[] names)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("formats", "expected.json")));
        using Checkpoint checkpoint = Checkpoint.OpenFile(GoldenFiles.Path("formats", file));
        Assert.Equal(names.Order(StringComparer.Ordinal), checkpoint.Names);
        Assert.All(names, name =>
        {
            JsonElement wanted = expected.RootElement.GetProperty(name);
            using torch.Tensor tensor = checkpoint.Read(name);
            using torch.Tensor wide = tensor.to(torch.ScalarType.Float64);
            Assert.Equal(wanted.GetProperty("dtype").GetString(), tensor.dtype == torch.ScalarType.Byte ? "uint8" : tensor.dtype.ToString().ToLowerInvariant());
            Assert.Equal([.. wanted.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())], tensor.shape);
            Assert.Equal([.. wanted.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())], wide.numel() == 0 ? [] : wide.data<double>().ToArray());
        });
    }
}
