using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The state of the coding process, and the inner loop. A line is a span of ushort with one guard element at each end, so that the neighbours
/// of the first and last sample need no branch (A.2.1).
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.3 to A.7; figure A.1 names the neighbours: Rc Rb Rd above, Ra to the left.</remarks>
internal ref partial struct JpegLsLine
{
    /// <summary>Contexts 1 to 364 of regular mode, after the gradients' signs are merged; 0 is run mode's and unused.</summary>
    public const int ContextCount = 365;

    /// <summary>Code words with fewer leading zeros lie, with any k, within the 57 bits of one load.</summary>
    private const int MostZerosInOneLoad = 57 - 1 - JpegLsContext.MaxK;

    private readonly JpegLsParameters _coding;
    private readonly Span<JpegLsContext> _contexts;
    private readonly ReadOnlySpan<sbyte> _gradients;
    private readonly int _limit;
    private readonly int _escapeBits;
    private readonly int _range;
    private ReadOnlySpan<byte> _bits;
    private nint _position;
    private int _runIndex;
    private JpegLsRunContext _unlikeEnd;
    private JpegLsRunContext _likeEnd;

    /// <summary>Prepares the process; <see cref="Start"/> must follow.</summary>
    /// <param name="coding">The parameters.</param>
    /// <param name="contexts">Room for <see cref="ContextCount"/> contexts.</param>
    /// <param name="gradients">The table that <see cref="FillGradients"/> made.</param>
    public JpegLsLine(JpegLsParameters coding, Span<JpegLsContext> contexts, ReadOnlySpan<sbyte> gradients)
    {
        _coding = coding;
        _contexts = contexts[..ContextCount];
        _gradients = gradients;
        _limit = coding.Limit;
        _escapeBits = coding.EscapeBits;
        _range = coding.Range;
    }

    /// <summary>Bits of the interval.</summary>
    public long BitCount { get; private set; }

    /// <summary>Bits not yet used; negative when a code word ran past the end.</summary>
    public readonly long BitsLeft => BitCount - _position;

    /// <summary>Quantises every difference of two samples, -MAXVAL to MAXVAL, to -4 to 4 (A.3.3).</summary>
    public static void FillGradients(JpegLsParameters coding, Span<sbyte> gradients)
    {
        int max = coding.MaxValue;
        Span<int> starts = [-max, -coding.T3 + 1, -coding.T2 + 1, -coding.T1 + 1, -coding.Near, coding.Near + 1, coding.T1, coding.T2, coding.T3, max + 1];
        for (int i = 0; i < starts.Length - 1; i++)
        {
            gradients[(starts[i] + max)..(starts[i + 1] + max)].Fill((sbyte)(i - 4));
        }
    }

    /// <summary>Starts the scan or a restart interval: fresh statistics (A.2.1), bits from 0 to <paramref name="bitCount"/>.</summary>
    /// <param name="bits">The plain bits and <see cref="JpegLsBits.Guard"/> bytes more.</param>
    /// <param name="bitCount">How many bits there are.</param>
    public void Start(ReadOnlySpan<byte> bits, long bitCount)
    {
        _bits = bits;
        BitCount = bitCount;
        _position = 0;
        _runIndex = 0;
        _contexts.Fill(JpegLsContext.Start(_coding));
        _unlikeEnd = JpegLsRunContext.Start(_coding);
        _likeEnd = JpegLsRunContext.Start(_coding);
    }

    /// <summary>Decodes one line.</summary>
    /// <param name="above">The line above with its guards; zeros for the first.</param>
    /// <param name="line">Receives the line, guards included.</param>
    /// <returns>False where the bits end or a code word is impossible.</returns>
    public bool Decode(Span<ushort> above, Span<ushort> line)
    {
        int width = line.Length - 2;

        // A.2.1: left of the line stands the sample above its first; right of the line above, its last again.
        line[0] = above[1];
        above[width + 1] = above[width];
        return _coding.IsPlainLossless ? Decode<JpegLsPlainMode>(above, line, width) : Decode<JpegLsGeneralMode>(above, line, width);
    }

    /// <summary>
    /// One pass over a line. Long, because what it keeps in registers from sample to sample would otherwise go through memory.
    /// Bounds: <paramref name="above"/> and <paramref name="line"/> have width + 2 elements and are indexed from 0 to width + 1; every sample is
    /// within 0 to MAXVAL, so differences lie within the gradient table; |q| is at most 4 x 91 = 364; a load starts before bit
    /// BitCount and takes 8 bytes, which the guard behind the bits holds.
    /// </summary>
    private bool Decode<TMode>(ReadOnlySpan<ushort> above, Span<ushort> line, int width)
        where TMode : struct, IJpegLsMode
    {
        ref ushort up = ref Unsafe.Add(ref MemoryMarshal.GetReference(above), 1);
        ref ushort to = ref Unsafe.Add(ref MemoryMarshal.GetReference(line), 1);
        ref sbyte gradient = ref Unsafe.Add(ref MemoryMarshal.GetReference(_gradients), _coding.MaxValue);
        ref JpegLsContext contexts = ref MemoryMarshal.GetReference(_contexts);
        ref byte bits = ref MemoryMarshal.GetReference(_bits);
        nint position = _position;
        nint end = (nint)BitCount;
        int fastZeros = Math.Min(MostZerosInOneLoad, _limit - _escapeBits - 1);
        int max = _coding.MaxValue;
        int reset = _coding.Reset;
        int largestMapped = 2 * _range;

        nint a = Unsafe.Add(ref to, -1);
        nint b = up;
        nint c = Unsafe.Add(ref up, -1);
        nint q2 = Unsafe.Add(ref gradient, b - c);
        for (nint x = 0; x < width; x++)
        {
            nint d = Unsafe.Add(ref up, x + 1);
            nint q1 = Unsafe.Add(ref gradient, d - b);
            nint q = (81 * q1) + (9 * q2) + Unsafe.Add(ref gradient, c - a);
            q2 = q1;
            if (q == 0)
            {
                _position = position;
                x = DecodeRun<TMode>(ref up, ref to, x, width);
                position = _position;
                if (x < 0)
                {
                    return false;
                }

                // x is the sample that ended the run, or width.
                a = Unsafe.Add(ref to, x);
                c = Unsafe.Add(ref up, x);
                b = Unsafe.Add(ref up, Math.Min(x + 1, width));
                q2 = Unsafe.Add(ref gradient, b - c);
                continue;
            }

            if (position >= end)
            {
                _position = position;
                return false;
            }

            nint sign = q >> 63;
            ref JpegLsContext context = ref Unsafe.Add(ref contexts, (q ^ sign) - sign);

            // A.5.3: zeros, a one, k bits; the one and the bits are taken together.
            ulong window = JpegLsBits.Peek(ref bits, position);
            int zeros = BitOperations.LeadingZeroCount(window);
            int k = context.K;
            int mapped;
            if (zeros < fastZeros)
            {
                mapped = (int)(window >> (63 - zeros - k)) + ((zeros - 1) << k);
                position += zeros + 1 + k;
            }
            else
            {
                _position = position;
                mapped = ReadLong(k, _limit);
                position = _position;
            }

            if ((uint)mapped > (uint)largestMapped)
            {
                _position = position;
                return false;
            }

            // A.4.1 and A.4.2: the median of a, b and a + b - c, corrected by the context's bias.
            int predicted = (int)Math.Max(Math.Min(a + b - c, Math.Max(a, b)), Math.Min(a, b));
            int side = (int)sign;
            predicted = Math.Clamp(predicted + ((context.C ^ side) - side), 0, max);

            int error = (mapped >> 1) ^ -(mapped & 1);
            int value;
            if (TMode.IsPlain)
            {
                error ^= context.Inversion;
                value = (predicted + ((error ^ side) - side)) & max;
                context.Update(error, error, reset, inverts: true);
            }
            else
            {
                error ^= context.Inversion;
                int scaled = error * ((2 * _coding.Near) + 1);
                value = Reconstruct(predicted + ((scaled ^ side) - side));
                context.Update(error, scaled, reset, inverts: _coding.Near == 0);
            }

            Unsafe.Add(ref to, x) = (ushort)value;
            a = value;
            c = b;
            b = d;
        }

        _position = position;
        return true;
    }
}
