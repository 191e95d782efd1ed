namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes the coefficients of blocks, one after another.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 F.2.2.1 (DC), F.2.2.2 (AC), F.2.1.3.</remarks>
internal ref struct JpegBlockDecoder
{
    /// <summary>Category of a DC difference of 12-bit samples; 8-bit samples reach 11.</summary>
    private const int GreatestCategory = 15;

    private const int EndOfBlock = 0x00;

    /// <summary>Symbol of sixteen zeros.</summary>
    private const int SixteenZeros = 0xF0;

    private readonly JpegCodeTable _dc;
    private readonly JpegCodeTable _ac;
    private readonly ReadOnlySpan<float> _steps;
    private readonly int _greatestDc;
    private int _prediction;

    /// <summary>Prepares decoding.</summary>
    /// <param name="dc">DC codes.</param>
    /// <param name="ac">AC codes.</param>
    /// <param name="steps">64 quantization steps in coding order.</param>
    /// <param name="precision">Bits of a sample.</param>
    public JpegBlockDecoder(JpegCodeTable dc, JpegCodeTable ac, ReadOnlySpan<float> steps, int precision)
    {
        _dc = dc;
        _ac = ac;
        _steps = steps;

        // A mean of samples times 8, whatever the step, is below this by a factor of two.
        _greatestDc = 1 << (precision + 3);
    }

    /// <summary>F.2.1.3.1: an interval starts from a DC prediction of 0.</summary>
    public void StartInterval() => _prediction = 0;

    /// <summary>Decodes one block.</summary>
    /// <param name="source">Where the bits come from; left behind the block.</param>
    /// <param name="coefficients">Receives the 64 dequantized coefficients, 8 x vertical + horizontal frequency.</param>
    /// <returns>How many vertical frequencies may be other than 0, from the lowest.</returns>
    /// <exception cref="CodecException">The data is damaged or ends early.</exception>
    public int Decode(ref JpegBitReader source, scoped Span<float> coefficients)
    {
        JpegBitReader bits = source;
        coefficients.Clear();
        _prediction += Difference(ref bits);
        if (Math.Abs(_prediction) > _greatestDc)
        {
            throw JpegThrow.Coefficient("the DC coefficient is out of range");
        }

        coefficients[0] = _prediction * _steps[0];
        int frequencies = 1;
        for (int k = 1; k < JpegInverseDct.BlockLength; k++)
        {
            bits.Refill();
            int symbol = Symbol(ref bits, _ac);
            int size = symbol & 15;
            if (symbol == EndOfBlock)
            {
                break;
            }

            if (size == 0 && symbol != SixteenZeros)
            {
                throw JpegThrow.Coefficient($"symbol {symbol:X2} means nothing in a sequential scan");
            }

            // Sixteen zeros are a run of 15 and one more: a coefficient without bits.
            k += symbol >> 4;
            if (k >= JpegInverseDct.BlockLength)
            {
                throw JpegThrow.Coefficient("a run of zeros leaves the block");
            }

            if (size == 0)
            {
                continue;
            }

            int place = JpegZigZag.Natural[k];
            coefficients[place] = Additional(ref bits, size) * _steps[k];
            frequencies = Math.Max(frequencies, (place >> 3) + 1);
        }

        bits.CheckWithin();
        source = bits;
        return frequencies;
    }

    private readonly int Difference(ref JpegBitReader bits)
    {
        bits.Refill();
        int category = Symbol(ref bits, _dc);
        return category <= GreatestCategory
            ? category == 0 ? 0 : Additional(ref bits, category)
            : throw JpegThrow.Coefficient($"DC category {category}, 0 to {GreatestCategory} expected");
    }

    private static int Symbol(ref JpegBitReader bits, JpegCodeTable codes)
    {
        int found = codes.Find((uint)(bits.Window >> 48));
        if (found == 0)
        {
            throw JpegThrow.NoCode();
        }

        bits.Consume(found & 0xFF);
        return found >> 8;
    }

    /// <summary>F.2.2.1, RECEIVE and EXTEND: bits that start with 0 stand for negative values.</summary>
    private static int Additional(ref JpegBitReader bits, int size)
    {
        int value = (int)(bits.Window >> (64 - size));
        bits.Consume(size);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }
}
