using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class FileLinksTests
{
    public FileLinksTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows, where the hub copies instead.");
        TorchRuntime.EnsureLoaded();
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("preprocessor_config.json")]
    [InlineData("model.safetensors")]
    [InlineData("tokenizer.json")]
    public void FromFolder_LinkToNothing_NamesLinkTargetAndWhatToDo(string file)
    {
        using TemporaryEncoder encoder = new();
        string gone = Path.Combine("..", "blobs", "0123");
        Link(encoder.File(file), gone);
        string message = Assert.Throws<WeightsException>(() => Use(encoder.Path)).Message;
        Assert.Contains($"{encoder.File(file)}: it is a link to {gone}, which leads to no file. ", message, StringComparison.Ordinal);
        Assert.Contains("download the model again", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("tokenizer.json")]
    public void FromFolder_GitLfsPointer_SaysHowToFetchTheFile(string file)
    {
        using TemporaryEncoder encoder = new();
        File.WriteAllText(encoder.File(file), $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 605157884\n");
        string message = Assert.Throws<WeightsException>(() => Use(encoder.Path)).Message;
        Assert.Contains($"{encoder.File(file)}: it is a Git LFS pointer", message, StringComparison.Ordinal);
        Assert.Contains("git lfs pull", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public void FromFolder_CircleOfLinks_IsRefused(string file)
    {
        using TemporaryEncoder encoder = new();
        Link(encoder.File(file), file);
        Assert.Contains("leads to no file", Assert.Throws<WeightsException>(() => Use(encoder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PickleThatIsALinkToNothing_IsRefused()
    {
        using TemporaryFolder folder = new();
        Link(folder.File("pytorch_model.bin"), "gone");
        Assert.Contains("leads to no file", Assert.Throws<WeightsException>(() => Checkpoint.OpenFolder(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_UnusedLinkToNothing_DoesNotMatter()
    {
        using TemporaryEncoder encoder = new();
        Link(encoder.File("flax_model.msgpack"), "gone");
        Use(encoder.Path);
    }

    [Fact]
    public void Read_NoSuchFile_IsStillAMissingFile()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => BoundedFile.Read("Configuration", folder.File("none.json"), 10, ""));
    }

    // A device tells no length and never ends: its hash is that of an empty file, and what reads it says so.
    [Fact(Timeout = 60_000)]
    public async Task GetHash_LinkToADeviceThatNeverEnds_Ends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has /dev/zero.");
        using TemporaryEncoder encoder = new();
        VlmEncoder vlm = VlmEncoder.FromFolder(encoder.Path);
        Link(encoder.File("tokenizer.json"), "/dev/zero");
        Assert.Matches("^[0-9a-f]{64}$", await Task.Run(vlm.GetHash, TestContext.Current.CancellationToken));
    }

    private static void Link(string path, string target)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private static void Use(string folder)
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(folder);
        _ = vlm.GetHash();
        vlm.AcquireText(TorchSharp.torch.CPU).Dispose();
    }
}
