using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>The MQ arithmetic decoder, kept between the coding passes of a codeword segment.</summary>
/// <remarks>
/// The standard's registers A (interval) and C (code) lie 15 bits up, so that up to 15 bits wait below them. Both fall by Qe with each more
/// probable symbol; <see cref="Slack"/> is how far they may fall before one of them needs care, and is taken out of them, so that the common
/// case is one subtraction and one test. Passes keep the registers in locals and decode through <see cref="Decode"/>.
/// <b>Source:</b> ITU-T T.800 C.3.
/// </remarks>
internal ref struct MqDecoder
{
    /// <summary>Bits below the standard's registers.</summary>
    private const int Scale = 15;

    /// <summary>The standard's 0x8000: the interval is doubled when it falls below.</summary>
    private const int Half = 0x8000 << Scale;

    private const uint EstimateMask = 0xFFFFFFFFu << Scale;

    /// <summary>Interval and code, less <see cref="Slack"/>; bits waiting below the code.</summary>
    public int Interval;

    public int Code;

    public int Slack;

    public int Waiting;

    private readonly ref byte _data;
    private int _position;

    /// <summary>Begins a segment (INITDEC).</summary>
    /// <param name="data">A byte other than 0xFF, the segment, and the bytes FF FF, at which the decoder stops and reads ones.</param>
    public MqDecoder(ReadOnlySpan<byte> data)
    {
        _data = ref MemoryMarshal.GetReference(data);
        _position = 1;
        ulong filled = Refill(0, -Scale);
        Interval = Half;
        Code = (int)(filled >> 32);
        Waiting = (int)filled;
        Slack = Math.Min(Code, Interval - Half);
        Interval -= Slack;
        Code -= Slack;
    }

    /// <summary>Decodes one symbol (DECODE, with the exchanges and RENORMD).</summary>
    /// <param name="context">The context's entry of <see cref="MqStates"/>; changed as the context adapts.</param>
    /// <param name="interval">The caller's copy of <see cref="Interval"/>.</param>
    /// <param name="code">That of <see cref="Code"/>.</param>
    /// <param name="slack">That of <see cref="Slack"/>.</param>
    /// <param name="waiting">That of <see cref="Waiting"/>.</param>
    /// <param name="decoder">Where further bytes come from.</param>
    /// <returns>0 or 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ref uint context, ref int interval, ref int code, ref int slack, ref int waiting, ref MqDecoder decoder)
    {
        uint entry = context;
        int estimate = (int)(entry & EstimateMask);
        int symbol = (int)(entry & 1);
        slack -= estimate;
        if (slack < 0)
        {
            // What the registers hold now that Qe is subtracted. Code below zero: the code lies in the lower part, of size Qe.
            interval += slack;
            code += slack;
            int isLower = code >> 31;
            int excess = interval - estimate;
            int isLess = (isLower ^ excess) >>> 31;
            code += estimate & isLower;
            interval -= excess & isLower;
            symbol ^= isLess;
            context = MqStates.Next(entry, isLess);

            int shift = BitOperations.LeadingZeroCount((uint)interval) - 1;
            interval <<= shift;
            code <<= shift;
            waiting -= shift;
            if (waiting < 0)
            {
                ulong filled = decoder.Refill(code, waiting);
                code = (int)(filled >> 32);
                waiting = (int)filled;
            }

            // The lesser of code and interval - Half, as arithmetic: which it is cannot be foreseen, and a branch would be guessed wrong half the time.
            int difference = code - (interval - Half);
            slack = interval - Half + (difference & (difference >> 31));
            interval -= slack;
            code -= slack;
        }

        return symbol;
    }

    /// <summary>Brings bytes in until more than 7 bits wait (BYTEIN). After 0xFF a byte holds 7 bits, its first being a carry; a marker stops the input.</summary>
    /// <returns>The code above, the waiting bits below.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Refill(int code, int waiting)
    {
        while (waiting <= Scale - 8)
        {
            // The two last bytes are FF FF and are never passed, so the position stays within the data.
            int value = Unsafe.Add(ref _data, _position);
            if (Unsafe.Add(ref _data, _position - 1) != 0xFF)
            {
                code += value << (Scale - 8 - waiting);
                waiting += 8;
                _position++;
            }
            else if (value > 0x8F)
            {
                code += 0xFF << (Scale - 8 - waiting);
                waiting += 8;
            }
            else
            {
                code += value << (Scale - 7 - waiting);
                waiting += 7;
                _position++;
            }
        }

        return ((ulong)(uint)code << 32) | (uint)waiting;
    }
}
