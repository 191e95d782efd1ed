using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class SafetensorsWriterTests
{
    private static readonly SafetensorsTensor s_volume = new("hu", SafetensorsType.Float32, [2, 3, 5]);
    private static readonly SafetensorsTensor s_affine = new("affine_lps", SafetensorsType.Float64, [4, 4]);

    [Fact]
    public void Write_InPiecesAndAnyOrder_ReadsBackTheSame()
    {
        using TemporaryFolder folder = new();
        float[] volume = [.. Enumerable.Range(0, 30).Select(i => (i * 0.1f) - 1)];
        double[] affine = [.. Enumerable.Range(0, 16).Select(i => i / 3.0)];
        using (SafetensorsWriter writer = SafetensorsWriter.Create(folder.File("v.safetensors"), [s_volume, s_affine], new Dictionary<string, string> { ["axes"] = "zyx" }))
        {
            writer.Write("hu", volume.AsSpan(0, 7));
            writer.Write("affine_lps", affine);
            writer.Write("hu", volume.AsSpan(7));
            Assert.False(File.Exists(folder.File("v.safetensors")));
            writer.Complete();
        }

        using SafetensorsFile file = SafetensorsFile.Open(folder.File("v.safetensors"));
        Assert.Equal([2, 3, 5], file.GetEntry("hu").Shape);
        Assert.Equal(volume, file.ReadFloat32("hu"));
        Assert.Equal(affine, MemoryMarshal.Cast<byte, double>(file.GetBytes(file.GetEntry("affine_lps"))).ToArray());
        Assert.Equal("zyx", file.Metadata["axes"]);
        Assert.All(file.Entries, e => Assert.Equal(0, e.Offset % e.Type.GetSize()));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_ScalarAndEmptyTensors_ReadBack()
    {
        using TemporaryFolder folder = new();
        using (SafetensorsWriter writer = SafetensorsWriter.Create(folder.File("s"), [new("one", SafetensorsType.Float32, []), new("none", SafetensorsType.Float32, [0, 4])]))
        {
            writer.Write("one", [2.5f]);
            writer.Complete();
        }

        using SafetensorsFile file = SafetensorsFile.Open(folder.File("s"));
        Assert.Equal([2.5f], file.ReadFloat32("one"));
        Assert.Empty(file.ReadFloat32("none"));
    }

    [Fact]
    public void Dispose_BeforeComplete_LeavesNoFileAndKeepsTheOldOne()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("v"), "old");
        using (SafetensorsWriter writer = SafetensorsWriter.Create(folder.File("v"), [s_volume]))
        {
            writer.Write("hu", [1f, 2f]);
            InvalidOperationException e = Assert.Throws<InvalidOperationException>(writer.Complete);
            Assert.Contains("'hu' needs 120 bytes, got 8", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal("old", File.ReadAllText(folder.File("v")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_WhatWasNotAnnounced_IsRefused()
    {
        using TemporaryFolder folder = new();
        using SafetensorsWriter writer = SafetensorsWriter.Create(folder.File("v"), [s_volume, s_affine]);
        Assert.Contains("not announced", Assert.Throws<ArgumentException>(() => writer.Write("other", [1f])).Message, StringComparison.Ordinal);
        Assert.Contains("has the type Float64, got Float32", Assert.Throws<ArgumentException>(() => writer.Write("affine_lps", [1f])).Message, StringComparison.Ordinal);
        Assert.Contains("do not fit", Assert.Throws<ArgumentException>(() => writer.Write("hu", new float[31])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ImpossibleTensors_AreRefused()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Create(folder.File("v"), [s_volume, s_volume]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Create(folder.File("v"), [new("__metadata__", SafetensorsType.Float32, [1])]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Create(folder.File("v"), [new("a", SafetensorsType.Float32, [-1])]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
