using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Folders as a download of the model hub leaves them: links into a folder of blobs.</summary>
public sealed class HubFolderTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly string[] s_files = ["config.json", "preprocessor_config.json", "model.safetensors", "tokenizer.json"];

    private readonly TemporaryFolder _root = new();
    private readonly string _hub;

    public HubFolderTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows, where the hub copies instead.");
        _hub = _root.File("models--openai--clip-tiny");
        Download(Commit, "main");
    }

    [Fact]
    public void FromFolder_LinksIntoBlobs_AreReadAsTheFiles()
    {
        TorchRuntime.EnsureLoaded();
        VlmEncoder vlm = VlmEncoder.FromFolder(_hub);
        Assert.Equal("clip-tiny", vlm.Name);
        Assert.Equal(VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).GetHash(), vlm.GetHash());
        using EncoderLease<IVisionEncoder> lease = vlm.AcquireVision(torch.CPU);
        using torch.Tensor pixels = torch.zeros(1, 3, 64, 64);
        using torch.Tensor embedded = lease.Encoder.Encode(pixels, EmbeddingPoint.Projected);
        Assert.Equal([1, 32], embedded.shape);
    }

    [Theory]
    [InlineData("v1.0")]
    [InlineData("pr/3")]
    public void FromFolder_OtherRevisionAlone_IsTaken(string reference)
    {
        Directory.Delete(_hub, recursive: true);
        Download("b" + Commit[1..], reference);
        Directory.CreateDirectory(Path.Combine(_hub, "snapshots", "left-over"));
        Assert.EndsWith("b" + Commit[1..], VlmEncoder.FromFolder(_hub).ToReference().Location, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_SeveralRevisions_TakesMain()
    {
        Download("b" + Commit[1..], "v1.0");
        Assert.EndsWith(Commit, VlmEncoder.FromFolder(_hub).ToReference().Location, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_SeveralRevisionsWithoutMain_AsksForOne()
    {
        Download("b" + Commit[1..], "v1.0");
        Download("c" + Commit[1..], "v2.0");
        File.Delete(Path.Combine(_hub, "refs", "main"));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_hub));
        Assert.Contains("3 snapshots, 2 of them named by other references", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LinkedFile_FollowsItsTarget()
    {
        string link = Path.Combine(_hub, "snapshots", Commit, "model.safetensors");
        FileStamp before = FileStamp.Of([link]);
        Assert.Equal(new FileInfo(GoldenFiles.Path("hf-clip", "model.safetensors")).Length, before.ByteCount);
        File.SetLastWriteTimeUtc(Blob("model.safetensors"), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(before.Key, FileStamp.Of([link]).Key);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    public void FromFolder_LinkToTooLargeFile_IsRefusedByTheLengthOfTheFile(string name)
    {
        // A sparse file: it takes no room.
        using (FileStream blob = File.OpenWrite(Blob(name)))
        {
            blob.SetLength(1L << 30);
        }

        TorchRuntime.EnsureLoaded();
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_hub).AcquireText(torch.CPU));
        Assert.Contains("at most", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFolder_BlobIsGone_NamesTheFile()
    {
        File.Delete(Blob("model.safetensors"));
        WeightsException e = Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_hub).GetHash());
        Assert.Contains("model.safetensors", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    private string Blob(string name) => Path.Combine(_hub, "blobs", name + "-blob");

    private void Download(string commit, string reference)
    {
        string snapshot = Path.Combine(_hub, "snapshots", commit);
        Directory.CreateDirectory(snapshot);
        Directory.CreateDirectory(Path.Combine(_hub, "blobs"));
        foreach (string name in s_files)
        {
            File.Copy(GoldenFiles.Path("hf-clip", name), Blob(name), overwrite: true);
            File.CreateSymbolicLink(Path.Combine(snapshot, name), Path.Combine("..", "..", "blobs", name + "-blob"));
        }

        string file = Path.Combine([_hub, "refs", .. reference.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, commit);
    }
}
