namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>
/// Writes HTJ2K codestreams of one component, one tile and one layer with the reversible 5/3 transform, so that tests and benchmarks have images of any content and
/// size. Plain rather than fast.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.800 annexes A, B, E and F; ITU-T T.814 annex A.</remarks>
public sealed class Htj2kEncoder
{
    // With two guard bits no coefficient of the 5/3 transform outgrows its subband's exponent.
    private const int GuardBits = 2;

    private readonly Htj2kOptions _options;
    private readonly int _width;
    private readonly int _height;
    private readonly CodestreamBytes _stream = new();

    private Htj2kEncoder(int width, int height, Htj2kOptions options)
    {
        _width = width;
        _height = height;
        _options = options;
    }

    /// <summary>Encodes an image.</summary>
    /// <param name="samples">Samples, row by row.</param>
    /// <param name="width">Samples a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">How.</param>
    public static byte[] Encode(int[] samples, int width, int height, Htj2kOptions options) => new Htj2kEncoder(width, height, options).Encode(samples);

    private byte[] Encode(int[] samples)
    {
        int shift = _options.IsSigned ? 0 : 1 << (_options.Precision - 1);
        IReadOnlyList<Htj2kSubband[]> resolutions = Lifting53.Forward([.. samples.Select(sample => sample - shift)], _width, _height, _options.Levels);
        CodestreamBytes packets = new();
        foreach (Htj2kSubband[] bands in resolutions)
        {
            new PacketWriter(packets, _options.BlockSize, _options.Passes).Write(bands, EncodeBlocks);
        }

        WriteMainHeader();
        _stream.Marker(0xFF90, 10).Word(0).Long(packets.Count + 14).Byte(0).Byte(1);
        _stream.Word(0xFF93);
        _stream.Append(packets);
        _stream.Word(0xFFD9);
        return _stream.ToArray();
    }

    private int MagnitudePlanes(int gain) => _options.Precision + gain + GuardBits - 1;

    // Null where nothing is significant, which the packet says by leaving the block out.
    private Htj2kCodedBlock? EncodeBlocks(Htj2kSubband band, int left, int top)
    {
        int width = Math.Min(_options.BlockSize, band.Width - left);
        int height = Math.Min(_options.BlockSize, band.Height - top);
        int[] values = new int[width * height];
        for (int y = 0; y < height; y++)
        {
            Array.Copy(band.Values, ((top + y) * band.Width) + left, values, y * width, width);
        }

        int plane = _options.Passes > 1 ? 1 : 0;
        return values.All(value => Math.Abs(value) >> plane == 0)
            ? null
            : new Htj2kCodedBlock(
                HtBlockEncoder.Encode(values, width, height, plane, _options.Passes, _options.IsVerticallyCausal), MagnitudePlanes(band.Gain) - 1 - plane);
    }

    private void WriteMainHeader()
    {
        _stream.Word(0xFF4F);
        _stream.Marker(0xFF51, 41).Word(0x4000).Long(_width).Long(_height).Long(0).Long(0).Long(_width).Long(_height).Long(0).Long(0)
            .Word(1).Byte(_options.Precision - 1 + (_options.IsSigned ? 0x80 : 0)).Byte(1).Byte(1);

        // Part 15 alone; only HT blocks, one set each, reversible; the largest magnitude as B - 8.
        _stream.Marker(0xFF50, 8).Long(0x00020000).Word(Math.Max(0, MagnitudePlanes(2) - 8));
        int blockExponent = System.Numerics.BitOperations.Log2((uint)_options.BlockSize) - 2;
        _stream.Marker(0xFF52, 12).Byte(0).Byte(_options.IsByResolution ? 2 : 0).Word(1).Byte(0)
            .Byte(_options.Levels).Byte(blockExponent).Byte(blockExponent).Byte(0x40 | (_options.IsVerticallyCausal ? 8 : 0)).Byte(1);
        _stream.Marker(0xFF5C, 4 + (3 * _options.Levels)).Byte(GuardBits << 5).Byte(_options.Precision << 3);
        for (int i = 0; i < _options.Levels; i++)
        {
            _stream.Byte((_options.Precision + 1) << 3).Byte((_options.Precision + 1) << 3).Byte((_options.Precision + 2) << 3);
        }
    }
}
