using System.Numerics;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Encodes code blocks as HTJ2K does, in the plainest way: every neighbour is looked up, every bit written alone.</summary>
/// <remarks><b>Source:</b> ITU-T T.814, clause 7, read backwards.</remarks>
internal sealed class HtBlockEncoder
{
    private readonly int[] _values;
    private readonly int _width;
    private readonly int _height;
    private readonly int _plane;
    private readonly HtForwardWriter _magnitudes = new();
    private readonly HtMelWriter _events = new();
    private readonly HtBackwardWriter _codewords = HtBackwardWriter.ForVlc();

    private HtBlockEncoder(int[] values, int width, int height, int plane)
    {
        _values = values;
        _width = width;
        _height = height;
        _plane = plane;
    }

    /// <summary>Encodes a block.</summary>
    /// <param name="values">Quantised values, row by row.</param>
    /// <param name="width">Samples a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="plane">The bit plane that the cleanup pass ends at.</param>
    /// <param name="passes">1 to 3; more than 1 needs a plane above 0.</param>
    /// <param name="isVerticallyCausal">Whether samples of the next stripe count as insignificant.</param>
    public static HtEncodedBlock Encode(int[] values, int width, int height, int plane = 0, int passes = 1, bool isVerticallyCausal = false)
    {
        byte[] cleanup = new HtBlockEncoder(values, width, height, plane).Cleanup();
        byte[] refinement = passes == 1 ? [] : new HtRefinementEncoder(values, width, height, plane, isVerticallyCausal).Encode(passes == 3);
        return new HtEncodedBlock(cleanup, refinement);
    }

    private byte[] Cleanup()
    {
        for (int y = 0; y < _height; y += 2)
        {
            for (int x = 0; x < _width; x += 4)
            {
                EncodePair(x, y);
            }
        }

        byte[] magnitudes = _magnitudes.EndWithOnes();
        byte[] events = _events.End();
        byte[] codewords = _codewords.End();
        int suffix = events.Length + codewords.Length;
        codewords[^1] = (byte)(suffix >> 4);
        codewords[^2] = (byte)((codewords[^2] & 0xF0) | (suffix & 15));
        return [.. magnitudes, .. events, .. codewords];
    }

    private int Magnitude(int x, int y) => x < 0 || y < 0 || x >= _width || y >= _height ? 0 : Math.Abs(_values[(y * _width) + x]) >> _plane;

    private int Significant(int x, int y) => Magnitude(x, y) == 0 ? 0 : 1;

    private int Exponent(int x, int y) => Magnitude(x, y) == 0 ? 0 : 32 - BitOperations.LeadingZeroCount((uint)((2 * Magnitude(x, y)) - 1));

    private void EncodePair(int x, int y)
    {
        int first = EncodeQuad(x, y);
        int second = x + 2 < _width ? EncodeQuad(x + 2, y) : 0;
        bool isFirstRow = y == 0;
        if (isFirstRow && first > 0 && second > 0)
        {
            bool areLarge = first > 2 && second > 2;
            _events.Write(areLarge);
            if (areLarge)
            {
                (first, second) = (first - 2, second - 2);
            }
            else if (first > 2)
            {
                WritePrefix(first);
                _codewords.Write(second - 1, 1);
                WriteSuffix(first);
                return;
            }
        }

        WritePrefix(first);
        WritePrefix(second);
        WriteSuffix(first);
        WriteSuffix(second);
    }

    // Returns u_q.
    private int EncodeQuad(int x, int y)
    {
        (int X, int Y)[] samples = [(x, y), (x, y + 1), (x + 1, y), (x + 1, y + 1)];
        int[] exponents = [.. samples.Select(at => Exponent(at.X, at.Y))];
        int rho = Pattern(samples, at => Significant(at.X, at.Y) == 1);
        int context = y == 0 ? FirstRowContext(x) : Context(x, y);
        int predictor = Predictor(x, y, rho);
        int exponent = Math.Max(exponents.Max(), predictor);
        int residual = exponent - predictor;
        if (context == 0)
        {
            _events.Write(rho != 0);
        }

        int known = 0;
        if (context != 0 || rho != 0)
        {
            int largest = residual == 0 ? 0 : Pattern(exponents, e => e == exponent);
            HtCodeword codeword = HtCodeword.Find(y == 0, context, rho, residual > 0, largest);
            _codewords.Write(codeword.Bits, codeword.Length);
            known = codeword.Known;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            if (((rho >> i) & 1) != 0)
            {
                int value = _values[(samples[i].Y * _width) + samples[i].X];
                long number = (2L * ((Math.Abs(value) >> _plane) - 1)) + (value < 0 ? 1 : 0);
                _magnitudes.Write(number, exponent - ((known >> i) & 1));
            }
        }

        return residual;
    }

    private static int Pattern<T>(T[] items, Func<T, bool> claim) => items.Select((item, i) => claim(item) ? 1 << i : 0).Sum();

    private int FirstRowContext(int x) =>
        (Significant(x - 2, 0) | Significant(x - 2, 1)) + (2 * Significant(x - 1, 0)) + (4 * Significant(x - 1, 1));

    private int Context(int x, int y) =>
        (Significant(x - 1, y - 1) | Significant(x, y - 1))
        + (2 * (Significant(x - 1, y) | Significant(x - 1, y + 1)))
        + (4 * (Significant(x + 1, y - 1) | Significant(x + 2, y - 1)));

    private int Predictor(int x, int y, int rho) => y == 0 || BitOperations.PopCount((uint)rho) < 2
        ? 1
        : Math.Max(1, Enumerable.Range(x - 1, 4).Max(at => Exponent(at, y - 1)) - 1);

    // Table 3.
    private void WritePrefix(int residual)
    {
        (int bits, int count) = residual switch { 0 => (0, 0), 1 => (1, 1), 2 => (2, 2), 3 or 4 => (4, 3), _ => (0, 3) };
        _codewords.Write(bits, count);
    }

    private void WriteSuffix(int residual)
    {
        (int bits, int count) = residual switch { < 3 => (0, 0), 3 or 4 => (residual - 3, 1), _ => (residual - 5, 5) };
        _codewords.Write(bits, count);
    }
}
