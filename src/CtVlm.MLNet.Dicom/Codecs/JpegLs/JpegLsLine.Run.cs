using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <content>Run mode (A.7), code words that do not fit one load, and the general reconstruction (A.4.5).</content>
internal ref partial struct JpegLsLine
{
    /// <summary>J of A.2.1: the logarithm of a run segment's length.</summary>
    private static ReadOnlySpan<byte> RunOrders =>
        [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Decodes a run and the sample that ends it.</summary>
    /// <returns>The index of that sample, <paramref name="width"/> where the line ended the run, or -1 where the bits end or are impossible.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint DecodeRun<TMode>(ref ushort up, ref ushort to, nint x, int width)
        where TMode : struct, IJpegLsMode
    {
        ushort value = Unsafe.Add(ref to, x - 1);
        int length = ReadRunLength(width - (int)x);
        if (length < 0)
        {
            return -1;
        }

        // ReadRunLength returns at most width - x.
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, x), length).Fill(value);
        x += length;
        if (x == width)
        {
            // The caller goes on at element width, the guard, and leaves.
            return width;
        }

        int ended = DecodeRunEnd<TMode>(value, Unsafe.Add(ref up, x));
        if (ended < 0)
        {
            return -1;
        }

        Unsafe.Add(ref to, x) = (ushort)ended;
        return x;
    }

    /// <summary>A.7.1: a one for each whole segment, then a zero and the rest; no zero where the line ends.</summary>
    /// <returns>0 to <paramref name="remaining"/>; -1 where the bits end or the run passes the line's end.</returns>
    private int ReadRunLength(int remaining)
    {
        int length = 0;
        while (_position < (nint)BitCount)
        {
            ulong window = JpegLsBits.Peek(ref MemoryMarshal.GetReference(_bits), _position);
            int order = RunOrders[_runIndex];
            if ((long)window >= 0)
            {
                _position += 1 + order;
                length += (int)(window >> (63 - order));
                return length < remaining ? length : -1;
            }

            _position++;
            int segment = Math.Min(1 << order, remaining - length);
            length += segment;
            _runIndex = Math.Min(_runIndex + (segment == 1 << order ? 1 : 0), RunOrders.Length - 1);
            if (length == remaining)
            {
                return length;
            }
        }

        return -1;
    }

    /// <summary>A.7.2: the sample after a run.</summary>
    /// <returns>Its value, or -1.</returns>
    private int DecodeRunEnd<TMode>(int left, int above)
        where TMode : struct, IJpegLsMode
    {
        int type = Math.Abs(left - above) <= _coding.Near ? 1 : 0;
        ref JpegLsRunContext context = ref type == 0 ? ref _unlikeEnd : ref _likeEnd;
        int k = context.GolombParameter(type);
        int mapped = _position < (nint)BitCount ? ReadLong(k, _limit - RunOrders[_runIndex] - 1) : -1;
        if ((uint)mapped > (uint)(2 * _range))
        {
            return -1;
        }

        _runIndex = Math.Max(0, _runIndex - 1);
        int error = context.Unmap(mapped, type, k);
        context.Update(error, mapped, type, _coding.Reset);
        int signed = type == 0 && left > above ? -error : error;
        int predicted = type == 1 ? left : above;
        return TMode.IsPlain
            ? (predicted + signed) & _coding.MaxValue
            : Reconstruct(predicted + (signed * ((2 * _coding.Near) + 1)));
    }

    /// <summary>Reads any code word of A.5.3. The escape's zeros are at most 55, so one load shows them all.</summary>
    /// <param name="k">The Golomb parameter.</param>
    /// <param name="limit">The length of an escaped word.</param>
    /// <returns>The mapped error, or -1 where more zeros stand than a word may have.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadLong(int k, int limit)
    {
        ref byte bits = ref MemoryMarshal.GetReference(_bits);
        int zeros = BitOperations.LeadingZeroCount(JpegLsBits.Peek(ref bits, _position));
        int most = limit - _escapeBits - 1;
        if (zeros > most)
        {
            return -1;
        }

        _position += zeros + 1;
        if (_position > (nint)BitCount)
        {
            return -1;
        }

        int width = zeros < most ? k : _escapeBits;
        int tail = (int)(JpegLsBits.Peek(ref bits, _position) >> 1 >> (63 - width));
        _position += width;
        return zeros < most ? (zeros << k) + tail : tail + 1;
    }

    /// <summary>A.4.5: brings a value back into the range by the modulo, then clamps it.</summary>
    private readonly int Reconstruct(int value)
    {
        int wrap = _range * ((2 * _coding.Near) + 1);
        if (value < -_coding.Near)
        {
            value += wrap;
        }
        else if (value > _coding.MaxValue + _coding.Near)
        {
            value -= wrap;
        }

        return Math.Clamp(value, 0, _coding.MaxValue);
    }
}
