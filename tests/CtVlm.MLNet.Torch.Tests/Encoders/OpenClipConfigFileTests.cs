using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class OpenClipConfigFileTests
{
    private const string Towers = "\"vision_cfg\": {\"width\": 64}, \"text_cfg\": {\"width\": 48}";

    [Theory]
    [InlineData("{\"model_cfg\": {\"embed_dim\": 32, " + Towers + "}, \"preprocess_cfg\": {\"resize_mode\": \"squash\"}}", "squash")]
    [InlineData("{\"embed_dim\": 32, " + Towers + "}", "shortest")]
    public void Read_BothPlacesOfTheModel_GiveTheSame(string json, string resizeMode)
    {
        OpenClipConfigFile file = Read(json);
        Assert.Equal(32, file.Model.GetInt32("embed_dim", 0, 1, 64));
        Assert.Equal(64, file.Vision.GetInt32("width", 0, 1, 64));
        Assert.Equal(48, file.Text.GetInt32("width", 0, 1, 64));
        Assert.Equal(resizeMode, file.Preprocess.GetString("resize_mode", "shortest"));
        Assert.False(file.HasTimmVision);
    }

    [Fact]
    public void Read_BiomedClip_HasATowerOfTimm() =>
        Assert.True(OpenClipConfigFile.Read(GoldenFiles.Path("biomedclip", OpenClipConfigFile.FileName)).HasTimmVision);

    [Theory]
    [InlineData("{\"model_cfg\": 3}", "'model_cfg' must be an object, got 3")]
    [InlineData("{\"model_cfg\": {\"text_cfg\": {}}}", "'model_cfg.vision_cfg' must be an object, got nothing")]
    [InlineData("{\"vision_cfg\": {}, \"text_cfg\": []}", "'text_cfg' must be an object, got []")]
    [InlineData("{" + Towers + ", \"preprocess_cfg\": \"x\"}", "'preprocess_cfg' must be an object")]
    [InlineData("[]", "a JSON object expected")]
    public void Read_Unusable_NamesTheKey(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadPreprocess_Empty_HasTheDefaultsOfOpenClip()
    {
        VisionPreprocessing pixels = Pixels("{}");
        Assert.Equal([0.48145466f, 0.4578275f, 0.40821073f], pixels.Mean);
        Assert.Equal([0.26862954f, 0.26130258f, 0.27577711f], pixels.Std);
        Assert.Equal((224, ResizeMode.ShortestSideThenCrop, CropRounding.HalfToEven, ResizeFilter.Bicubic), (pixels.ImageSize, pixels.Resize, pixels.CropRounding, pixels.Filter));
    }

    [Fact]
    public void ReadPreprocess_EveryKey_IsRead()
    {
        VisionPreprocessing pixels = Pixels("{\"size\": [224, 224], \"mode\": \"RGB\", \"mean\": [0.5, 0.5, 0.5], \"std\": [0.25, 0.5, 1], \"interpolation\": \"bilinear\", \"resize_mode\": \"squash\", \"fill_color\": 0}");
        Assert.Equal([0.5f, 0.5f, 0.5f], pixels.Mean);
        Assert.Equal([0.25f, 0.5f, 1f], pixels.Std);
        Assert.Equal((ResizeMode.Squash, ResizeFilter.Bilinear), (pixels.Resize, pixels.Filter));
    }

    [Theory]
    [InlineData("\"resize_mode\": \"longest\"", ResizeMode.LongestSideThenPad)]
    [InlineData("\"resize_mode\": \"longest\", \"fill_color\": 0", ResizeMode.LongestSideThenPad)]
    [InlineData("\"resize_mode\": \"shortest\", \"fill_color\": 128", ResizeMode.ShortestSideThenCrop)]
    public void ReadPreprocess_FillColor_MattersToMarginsAlone(string entries, ResizeMode expected) =>
        Assert.Equal(expected, Pixels($"{{{entries}}}").Resize);

    [Theory]
    [InlineData("\"size\": 256", "'preprocess_cfg.size' must be the model's image size 224, got 256")]
    [InlineData("\"size\": [224, 256]", "got [224, 256]")]
    [InlineData("\"size\": \"big\"", "'preprocess_cfg.size'")]
    [InlineData("\"mode\": \"L\"", "'preprocess_cfg.mode' must be RGB, got L")]
    [InlineData("\"std\": [1, 1, 0]", "three numbers above 0")]
    [InlineData("\"mean\": [1, 1]", "'preprocess_cfg.mean' must be three numbers")]
    [InlineData("\"interpolation\": \"random\"", "'preprocess_cfg.interpolation' must be bicubic or bilinear, got random")]
    [InlineData("\"resize_mode\": \"stretch\"", "'preprocess_cfg.resize_mode' must be shortest, longest or squash, got stretch")]
    [InlineData("\"resize_mode\": \"longest\", \"fill_color\": 128", "'preprocess_cfg.fill_color' must be 0, black, where resize_mode is longest, got 128")]
    [InlineData("\"resize_mode\": \"longest\", \"fill_color\": [0, 0, 0]", "got [0, 0, 0]")]
    [InlineData("\"letterbox\": true", "not supported: 'preprocess_cfg.letterbox' = true")]
    public void ReadPreprocess_Unusable_NamesTheKey(string entry, string expected) =>
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Pixels($"{{{entry}}}")).Message, StringComparison.Ordinal);

    private static VisionPreprocessing Pixels(string preprocess) => OpenClipPreprocess.Read(Read($"{{{Towers}, \"preprocess_cfg\": {preprocess}}}").Preprocess, 224);

    private static OpenClipConfigFile Read(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(OpenClipConfigFile.FileName), json);
        return OpenClipConfigFile.Read(folder.File(OpenClipConfigFile.FileName));
    }
}
