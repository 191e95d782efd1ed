namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The hash of a folder whose checkpoint is large enough to be remembered.</summary>
public sealed class RememberedHashTests : IDisposable
{
    private readonly TemporaryEncoder _encoder = new("tiny");
    private readonly TemporaryFolder _cache = new();

    public RememberedHashTests()
    {
        using SafetensorsWriter writer = SafetensorsWriter.Create(Weights, [new("a", SafetensorsType.Float32, [1 << 19])]);
        writer.WriteBytes("a", new byte[1 << 21]);
        writer.Complete();
        Settle();
    }

    private string Weights => _encoder.File("model.safetensors");

    [Fact]
    public void GetHash_SameStamp_IsNotComputedAgain()
    {
        string first = GetHash();

        // Other bytes under the same stamp: only who reads them can tell.
        ChangeByte();
        Settle();
        Assert.Equal(first, GetHash());
        File.SetLastWriteTimeUtc(Weights, File.GetLastWriteTimeUtc(Weights).AddSeconds(1));
        Assert.NotEqual(first, GetHash());
    }

    [Fact]
    public void GetHash_MemoryIsDamaged_IsComputedAgain()
    {
        string first = GetHash();
        string entry = Assert.Single(Directory.GetFiles(_cache.Path));
        File.WriteAllText(entry, "nonsense");
        Assert.Equal(first, GetHash());
        ChangeByte();
        Settle();
        File.WriteAllText(entry, "nonsense");
        Assert.NotEqual(first, GetHash());
    }

    // Its files are small, so they are read each time.
    [Fact]
    public void GetHash_ConfigurationChanges_ChangesIt()
    {
        string first = GetHash();
        _encoder.Replace("config.json", "\"layer_norm_eps\": 1e-05", "\"layer_norm_eps\": 1e-06");
        Assert.NotEqual(first, GetHash());
    }

    [Fact]
    public void Keep_Entry_HoldsNoPath()
    {
        GetHash();
        string entry = Assert.Single(Directory.GetFiles(_cache.Path));
        Assert.Matches("^ctvlm-hash-1 [0-9a-f]{64} [0-9a-f]{64} [0-9a-f]{64}$", File.ReadAllText(entry));
        Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(entry));
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _cache.Dispose();
    }

    private string GetHash() => new FolderEncoderSource(_encoder.Path, new VlmEncoderOptions(), new HashMemory(_cache.Path)).GetHash();

    private void ChangeByte()
    {
        using FileStream stream = new(Weights, FileMode.Open, FileAccess.Write);
        stream.Position = stream.Length - 1;
        stream.WriteByte(1);
    }

    private void Settle() => File.SetLastWriteTimeUtc(Weights, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
