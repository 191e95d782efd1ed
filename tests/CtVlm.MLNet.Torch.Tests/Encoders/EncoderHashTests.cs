using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class EncoderHashTests
{
    [Fact]
    public void GetHash_SameFilesElsewhere_IsTheSame()
    {
        using TemporaryEncoder encoder = new("elsewhere");
        string here = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).GetHash();
        Assert.Equal(here, VlmEncoder.FromFolder(encoder.Path).GetHash());
        Assert.Matches("^[0-9a-f]{64}$", here);
    }

    [Fact]
    public void GetHash_OneBitOfOneTensor_ChangesIt()
    {
        using TemporaryEncoder encoder = new("tiny");
        string before = VlmEncoder.FromFolder(encoder.Path).GetHash();
        byte[] bytes = File.ReadAllBytes(encoder.File("model.safetensors"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(encoder.File("model.safetensors"), bytes);
        Assert.NotEqual(before, VlmEncoder.FromFolder(encoder.Path).GetHash());
    }

    [Theory]
    [InlineData("config.json", "\"layer_norm_eps\": 1e-05", "\"layer_norm_eps\": 1e-06")]
    [InlineData("preprocessor_config.json", "0.48145466", "0.5")]
    [InlineData("tokenizer.json", "\"version\": \"1.0\"", "\"version\": \"1.1\"")]
    public void GetHash_OneFileDiffers_ChangesIt(string file, string oldText, string newText)
    {
        using TemporaryEncoder encoder = new("tiny");
        string before = VlmEncoder.FromFolder(encoder.Path).GetHash();
        encoder.Replace(file, oldText, newText);
        Assert.NotEqual(before, VlmEncoder.FromFolder(encoder.Path).GetHash());
    }

    [Fact]
    public void GetHash_ManyThreads_IsComputedAlike()
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"));
        string[] hashes = new string[8];
        Parallel.For(0, hashes.Length, i => hashes[i] = vlm.GetHash());
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void GetHash_Options_EachCounts()
    {
        string folder = GoldenFiles.Path("hf-clip");
        string adapter = GoldenFiles.Path("lora", "hf-clip", "attn_all");
        string plain = VlmEncoder.FromFolder(folder).GetHash();
        Assert.Equal(plain, VlmEncoder.FromFolder(folder, new VlmEncoderOptions()).GetHash());
        string[] hashes =
        [
            plain,
            VlmEncoder.FromFolder(folder, new VlmEncoderOptions { ImageSize = 96 }).GetHash(),
            VlmEncoder.FromFolder(folder, new VlmEncoderOptions { ImageSize = 112 }).GetHash(),
            VlmEncoder.FromFolder(folder, new VlmEncoderOptions { AdapterFolder = adapter }).GetHash(),
            VlmEncoder.FromFolder(folder, new VlmEncoderOptions { AdapterFolder = GoldenFiles.Path("lora", "hf-clip", "rslora_qv") }).GetHash(),
            VlmEncoder.FromFolder(folder, new VlmEncoderOptions { AdapterFolder = adapter, ImageSize = 96 }).GetHash(),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public void GetHash_SameAdapterElsewhere_IsTheSame()
    {
        using TemporaryAdapter copy = new("attn_all", "elsewhere");
        string Hash(string adapter) => VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = adapter }).GetHash();
        Assert.Equal(Hash(GoldenFiles.Path("lora", "hf-clip", "attn_all")), Hash(copy.Path));
    }

    [Fact]
    public void GetHash_SeedAndSize_BothCount()
    {
        string[] hashes =
        [
            VlmEncoder.FromSeed(1).GetHash(), VlmEncoder.FromSeed(2).GetHash(), VlmEncoder.FromSeed(-1).GetHash(), VlmEncoder.FromSeed(1, new ClipEncoderSize { Layers = 2 }).GetHash(),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], VlmEncoder.FromSeed(1).GetHash());
    }
}
