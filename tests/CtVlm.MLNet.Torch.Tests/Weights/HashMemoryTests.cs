namespace CtVlm.MLNet.Torch.Tests;

public sealed class HashMemoryTests
{
    private static readonly string s_hash = new('a', 64);
    private static readonly DateTime s_old = DateTime.UtcNow.AddHours(-1);

    [Fact]
    public void Find_AfterKeep_GivesTheHashToEveryOther()
    {
        using TemporaryFolder folder = new();
        FileStamp stamp = Stamp("key");
        Assert.Null(new HashMemory(folder.File("hashes")).Find(stamp));
        new HashMemory(folder.File("hashes")).Keep(stamp, s_hash);
        Assert.Equal(s_hash, new HashMemory(folder.File("hashes")).Find(stamp));
        Assert.Null(new HashMemory(folder.File("hashes")).Find(Stamp("other")));
        Assert.Single(Directory.GetFiles(folder.File("hashes")));
    }

    [Fact]
    public void Find_AnyByteDamaged_IsNotRemembered()
    {
        using TemporaryFolder folder = new();
        HashMemory memory = new(folder.Path);
        FileStamp stamp = Stamp("key");
        memory.Keep(stamp, s_hash);
        byte[] sound = File.ReadAllBytes(folder.File("key"));
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 1;
            File.WriteAllBytes(folder.File("key"), damaged);
            Assert.Null(memory.Find(stamp));
            File.WriteAllBytes(folder.File("key"), sound[..at]);
            Assert.Null(memory.Find(stamp));
        }

        File.WriteAllBytes(folder.File("key"), new byte[1 << 20]);
        Assert.Null(memory.Find(stamp));
        memory.Keep(stamp, s_hash);
        Assert.Equal(s_hash, memory.Find(stamp));
    }

    [Fact]
    public void Keep_FolderThatCannotBeWritten_IsNoError()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("file"), "no folder");
        HashMemory memory = new(folder.File("file/hashes"));
        memory.Keep(Stamp("key"), s_hash);
        Assert.Null(memory.Find(Stamp("key")));
    }

    // A file that has just changed may change again within the resolution of its time.
    [Fact]
    public void Keep_FilesJustChangedOrSmall_AreNotRemembered()
    {
        using TemporaryFolder folder = new();
        HashMemory memory = new(folder.Path);
        memory.Keep(new FileStamp("fresh", HashMemory.MinimumBytes, DateTime.UtcNow), s_hash);
        memory.Keep(new FileStamp("small", HashMemory.MinimumBytes - 1, s_old), s_hash);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Keep_ManyAtOnce_LeavesWholeEntriesAlone()
    {
        using TemporaryFolder folder = new();
        HashMemory memory = new(folder.Path);
        Parallel.For(0, 200, i =>
        {
            FileStamp stamp = Stamp($"key{i % 3}");
            memory.Keep(stamp, s_hash);
            Assert.Equal(s_hash, memory.Find(stamp));
        });
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Keep_ManyFiles_ForgetsTheOldest()
    {
        using TemporaryFolder folder = new();
        for (int i = 0; i < 600; i++)
        {
            File.WriteAllText(folder.File($"old{i}"), "");
            File.SetLastWriteTimeUtc(folder.File($"old{i}"), s_old.AddSeconds(i));
        }

        HashMemory memory = new(folder.Path);
        memory.Keep(Stamp("key"), s_hash);
        Assert.Equal(512, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(s_hash, memory.Find(Stamp("key")));
        Assert.False(File.Exists(folder.File("old0")));
        Assert.True(File.Exists(folder.File("old599")));
    }

    [Fact]
    public void Of_LengthTimeOrPathDiffers_IsAnotherStamp()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a", "b"])
        {
            File.WriteAllText(folder.File(name), "12345");
            File.SetLastWriteTimeUtc(folder.File(name), s_old);
        }

        FileStamp first = FileStamp.Of([folder.File("a")]);
        Assert.Equal(first, FileStamp.Of([folder.File("a")]));
        Assert.Equal((5, s_old), (first.ByteCount, first.Newest));
        Assert.NotEqual(first.Key, FileStamp.Of([folder.File("b")]).Key);
        File.SetLastWriteTimeUtc(folder.File("a"), s_old.AddTicks(10));
        Assert.NotEqual(first.Key, FileStamp.Of([folder.File("a")]).Key);
        File.WriteAllText(folder.File("a"), "123456");
        File.SetLastWriteTimeUtc(folder.File("a"), s_old);
        Assert.NotEqual(first.Key, FileStamp.Of([folder.File("a")]).Key);
        Assert.Matches("^[0-9a-f]{64}$", first.Key);
    }

    private static FileStamp Stamp(string key) => new(key, HashMemory.MinimumBytes, s_old);
}
