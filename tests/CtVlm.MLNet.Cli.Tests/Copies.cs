using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>Makes folders of series, good and bad, from golden ones.</summary>
internal static class Copies
{
    // A video: no reader of CT slices will ever decode it.
    private const string VideoSyntax = "1.2.840.10008.1.2.4.102\0";

    public static void Series(string from, string to) => Copy(from, to, bytes => bytes);

    /// <summary>A series whose headers are sound and whose pixels are of a syntax that cannot be decoded.</summary>
    public static void SeriesOfUnknownPixels(string from, string to) => Copy(from, to, bytes => WithVideo(bytes));

    private static void Copy(string from, string to, Func<byte[], byte[]> change)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.WriteAllBytes(Path.Combine(to, Path.GetFileName(file)), change(File.ReadAllBytes(file)));
        }
    }

    private static byte[] WithVideo(byte[] file)
    {
        int syntax = file.AsSpan().IndexOf("\u0002\0\u0010\0UI"u8), group = file.AsSpan().IndexOf("\u0002\0\0\0UL"u8);
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W']);
        Assert.True(syntax > 0 && group > 0 && pixels > syntax, "The golden file is not explicit little endian with a meta group.");
        int oldLength = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(syntax + 6));
        byte[] length = new byte[2], groupLength = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)VideoSyntax.Length);
        BinaryPrimitives.WriteInt32LittleEndian(groupLength, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(group + 8)) + VideoSyntax.Length - oldLength);
        return
        [
            .. file[..(group + 8)], .. groupLength, .. file[(group + 12)..(syntax + 6)], .. length, .. Encoding.ASCII.GetBytes(VideoSyntax),
            .. file[(syntax + 8 + oldLength)..pixels],
            0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0x00, 0xE0, 2, 0, 0, 0, 0, 0,
            0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];
    }
}
