using System.Security.Cryptography;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class TensorDigestTests
{
    public TensorDigestTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("dtypes.safetensors")]
    [InlineData("zip_views.bin")]
    [InlineData("legacy_views.bin")]
    public void Digest_TakenWhileReading_IsThatOfTheBytes(string file)
    {
        using Checkpoint checkpoint = Checkpoint.OpenFile(GoldenFiles.Path("formats", file));
        using Checkpoint loaded = Checkpoint.OpenFile(GoldenFiles.Path("formats", file));
        loaded.Digests = new TensorDigests("any");
        Assert.All(checkpoint.Names, name =>
        {
            List<byte> bytes = [];
            checkpoint.ReadBytes(name, piece => bytes.AddRange(piece));
            loaded.Read(name).Dispose();
            Assert.Equal(SHA256.HashData(bytes.ToArray()), loaded.Digests.Find(name));
            Assert.Equal(loaded.Digests.Find(name), checkpoint.Digest(name));
        });
        Assert.Equal(EncoderHash.OfTensors(checkpoint), EncoderHash.OfTensors(loaded));
    }

    // What is hashed are the file's numbers, whatever they become in memory.
    [Fact]
    public void Digest_ConvertedWhileLoading_IsThatOfTheFile()
    {
        using Checkpoint checkpoint = Checkpoint.OpenFile(GoldenFiles.Path("formats", "dtypes.safetensors"));
        byte[] expected = checkpoint.Digest("f16");
        checkpoint.Digests = new TensorDigests("any");
        using torch.Tensor wide = torch.empty([2, 4], torch.ScalarType.Float64);
        checkpoint.CopyTo("f16", wide);
        Assert.Equal(expected, checkpoint.Digests.Find("f16"));
    }

    // The same tensors in two formats and spread over other files have the same digests, hence the same hash.
    [Fact]
    public void OfTensors_OtherFormat_IsTheSame()
    {
        using TemporaryFolder folder = new();
        using (SafetensorsWriter writer = SafetensorsWriter.Create(folder.File(Checkpoint.FileName), [new("a", SafetensorsType.Float32, [6])]))
        {
            writer.WriteBytes("a", TorchBytes.Floats(6));
            writer.Complete();
        }

        File.WriteAllBytes(folder.File("a.pt"), TorchBytes.Archive(PickleBytes.OneTensor(6, 0, [6], [1]), ("0", TorchBytes.Floats(6))));
        File.WriteAllBytes(folder.File("b.pt"), TorchBytes.Legacy(PickleBytes.OneTensor(6, 0, [6], [1]), count: 6, storage: TorchBytes.Floats(6)));
        string[] hashes = [.. ((string[])[Checkpoint.FileName, "a.pt", "b.pt"]).Select(name =>
        {
            using Checkpoint checkpoint = Checkpoint.OpenFile(folder.File(name));
            return EncoderHash.OfTensors(checkpoint);
        })];
        Assert.Single(hashes.Distinct());
    }
}
