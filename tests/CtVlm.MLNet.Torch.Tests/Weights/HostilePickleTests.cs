using System.Diagnostics;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Damaged checkpoints are read or refused: no other exception, no hang, no memory out of proportion.</summary>
public sealed class HostilePickleTests
{
    private const int LegacyHeadBytes = 2283;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static TheoryData<string, int, int> Ranges()
    {
        byte[] archive = File.ReadAllBytes(GoldenFiles.Path("formats", "zip_checkpoint.pt"));
        int directory = archive.AsSpan().IndexOf("PK\x01\x02"u8);
        return new()
        {
            { "zip_checkpoint.pt", 0, 64 + 1402 },
            { "zip_checkpoint.pt", directory, archive.Length },
            { "legacy_views.bin", 0, LegacyHeadBytes + 16 },
        };
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Open_AnyByteChanged_OpensOrIsRefused(string name, int begin, int end)
    {
        byte[] sound = File.ReadAllBytes(GoldenFiles.Path("formats", name));
        using TemporaryFolder folder = new();
        int refused = 0;
        for (int at = begin; at < end; at++)
        {
            foreach (byte change in (byte[])[0x01, 0xff])
            {
                byte[] damaged = [.. sound];
                damaged[at] ^= change;
                refused += Try(folder, damaged) ? 0 : 1;
            }
        }

        Assert.InRange(refused, 1, (2 * (end - begin)) - 1);
    }

    [Theory]
    [InlineData("zip_checkpoint.pt")]
    [InlineData("legacy_views.bin")]
    public void Open_CutAnywhere_IsRefused(string name)
    {
        byte[] sound = File.ReadAllBytes(GoldenFiles.Path("formats", name));
        using TemporaryFolder folder = new();
        for (int length = 0; length < sound.Length; length += length < 256 ? 1 : 7)
        {
            Assert.False(Try(folder, sound[..length]), $"{name}, cut to {length} bytes, was read.");
        }

        Assert.True(Try(folder, sound));
    }

    // Two bytes push a value and one puts it away: work and memory stay proportional to the file.
    [Fact]
    public void Open_MillionsOfOperations_EndsSoon()
    {
        byte[] many = [.. Enumerable.Repeat((byte)'N', 5_000_000)];
        using TemporaryFolder folder = new();
        Assert.False(Try(folder, TorchBytes.Archive(PickleBytes.Start().Raw(many).Do(".").ToArray())));
        byte[] pairs = [.. Enumerable.Repeat((byte[])[(byte)'N', (byte)'0'], 8_500_000).SelectMany(p => p)];
        Assert.False(Try(folder, TorchBytes.Archive(PickleBytes.Start().Raw(pairs).Do(".").ToArray())));
    }

    private static bool Try(TemporaryFolder folder, byte[] bytes)
    {
        string path = folder.File("a.pt");
        File.WriteAllBytes(path, bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        bool isRead = TryRead(path);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < (64 << 20) + (20L * bytes.Length), $"{GC.GetAllocatedBytesForCurrentThread() - allocated} bytes were allocated for {bytes.Length}.");
        Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, "It took too long.");
        return isRead;
    }

    private static bool TryRead(string path)
    {
        try
        {
            using Checkpoint checkpoint = Checkpoint.OpenFile(path);
            foreach (string name in checkpoint.Names)
            {
                checkpoint.Digest(name);
            }

            return true;
        }
        catch (WeightsException)
        {
            return false;
        }
    }
}
