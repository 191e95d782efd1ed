namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Whole JPEG-LS streams: the markers around what <see cref="T87Model"/> codes.</summary>
internal static class T87Stream
{
    /// <summary>Encodes an image; for NEAR &gt; 0 also says what a decoder must deliver.</summary>
    public static byte[] Encode(int[,] image, T87Settings settings, out int[,] reconstructed)
    {
        List<byte> output = [.. Header(image, settings)];
        reconstructed = (int[,])image.Clone();
        new T87Model(settings, new T87BitWriter(output), reconstructed).Run();
        output.AddRange([0xFF, 0xD9]);
        return [.. output];
    }

    /// <summary>Decodes a stream whose size and settings are known.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="image">Receives the samples.</param>
    /// <param name="settings">The settings it was written with.</param>
    public static void Decode(byte[] stream, int[,] image, T87Settings settings)
    {
        int scan = stream.AsSpan().IndexOf<byte>([0xFF, 0xDA]) + 10;
        new T87Model(settings, new T87BitReader(stream, scan), image).Run();
    }

    private static byte[] Header(int[,] image, T87Settings settings) =>
    [
        0xFF, 0xD8, 0xFF, 0xF7, 0, 11, (byte)settings.Precision, .. Word(image.GetLength(0)), .. Word(image.GetLength(1)), 1, 1, 0x11, 0,
        .. settings.Presets == null ? [] : (byte[])[0xFF, 0xF8, 0, 13, 1, .. settings.Presets.SelectMany(Word)],
        .. settings.RestartLines == 0 ? [] : Restart(settings),
        0xFF, 0xDA, 0, 8, 1, 1, 0, (byte)settings.Near, 0, 0,
    ];

    private static byte[] Restart(T87Settings settings) =>
        [0xFF, 0xDD, .. Word(2 + settings.RestartBytes), .. new byte[settings.RestartBytes - 2], .. Word(settings.RestartLines)];

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];
}
