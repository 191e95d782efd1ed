using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class OpenClipFamilyTests
{
    [Theory]
    [InlineData(true, "model.safetensors,open_clip_model.safetensors", true, true)]
    [InlineData(true, "pytorch_model.bin,open_clip_pytorch_model.bin", true, true)]
    [InlineData(true, "open_clip_model.safetensors", false, true)]
    [InlineData(true, "open_clip_pytorch_model.bin", false, true)]
    [InlineData(false, "model.safetensors", false, true)]
    public void Recognizes_FolderOfBothLayouts_IsTheOneWhoseWeightsAreThere(bool hasConfig, string weights, bool isClip, bool isOpenClip)
    {
        using TemporaryFolder temporary = new();
        File.Copy(GoldenFiles.Path("open_clip-native", "open_clip_config.json"), temporary.File("open_clip_config.json"));
        if (hasConfig)
        {
            File.Copy(GoldenFiles.Path("hf-clip", "config.json"), temporary.File("config.json"));
        }

        foreach (string file in weights.Split(','))
        {
            File.WriteAllText(temporary.File(file), "not read");
        }

        EncoderFolder folder = EncoderFolder.Find(temporary.Path);
        Assert.Equal((isClip, isOpenClip), (new ClipFamily().Recognizes(folder), new OpenClipFamily().Recognizes(folder)));
    }

    [Fact]
    public void Recognizes_BiomedClip_IsAnotherFamilys() => Assert.False(new OpenClipFamily().Recognizes(EncoderFolder.Find(GoldenFiles.Path("biomedclip"))));

    [Fact]
    public void FromFolder_NoWeights_NamesTheFilesExpected()
    {
        using TemporaryFolder folder = new();
        File.Copy(GoldenFiles.Path("open_clip-native", "open_clip_config.json"), folder.File("open_clip_config.json"));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(folder.Path));
        Assert.Contains("Expected the files of CLIP in the open_clip layout", e.Message, StringComparison.Ordinal);
    }
}
