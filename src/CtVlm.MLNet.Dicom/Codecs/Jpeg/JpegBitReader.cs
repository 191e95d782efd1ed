using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Bits of one interval of entropy-coded data, stuffing removed, first bit first. Reading past the end never fails: it yields whatever follows, then zeros, and
/// <see cref="CheckWithin"/> finds out. Copy it to a local before a hot loop, so that its fields live in registers.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.81 F.2.2.5 and B.1.1.5, read 8 bytes at a time.</remarks>
internal ref struct JpegBitReader
{
    /// <summary>Bits that are there after <see cref="Refill"/>: enough for one longest code and its longest difference, or for four short ones.</summary>
    public const int RefilledBits = 56;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _length;
    private ulong _window;
    private int _count;
    private int _next;

    /// <summary>Starts at the first byte.</summary>
    /// <param name="bytes">The interval and whatever follows it: reading on there is safe, and costs no check in the loop.</param>
    /// <param name="length">Bytes of the interval.</param>
    public JpegBitReader(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    /// <summary>The next bits, at the upper end; at least those that were asked for and not yet consumed.</summary>
    public readonly ulong Window => _window;

    /// <summary>Makes at least <see cref="RefilledBits"/> bits available.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        // Whole bytes are counted in, but all 8 are merged: those beyond are merged again, with equal bits, by the next call.
        ulong bytes = _next <= _bytes.Length - sizeof(ulong)
            ? BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _next)))
            : Tail(_bytes, _next);
        _window |= bytes >> _count;
        _next += (63 - _count) >> 3;
        _count |= RefilledBits;
    }

    /// <summary>Drops bits that were available.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consume(int bits)
    {
        _window <<= bits;
        _count -= bits;
    }

    /// <summary>Fails when more was consumed than the interval has. Called at least once a line, so that positions stay far from overflow.</summary>
    /// <exception cref="CodecException">The data ended early.</exception>
    public readonly void CheckWithin()
    {
        if (Consumed > 8L * _length)
        {
            throw JpegThrow.DataShort();
        }
    }

    /// <summary>Fails unless the interval was consumed to its end: to the last byte, or with nothing but zeros left, which pad some streams.</summary>
    /// <exception cref="CodecException">The data ended early, or goes on.</exception>
    public readonly void CheckEnd()
    {
        CheckWithin();
        ReadOnlySpan<byte> rest = _bytes[.._length][(int)((Consumed + 7) / 8)..];
        if (rest.ContainsAnyExcept((byte)0))
        {
            throw JpegThrow.DataLong(rest.Length);
        }
    }

    private readonly long Consumed => (8L * _next) - _count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Tail(ReadOnlySpan<byte> bytes, int next)
    {
        ulong value = 0;
        for (int i = 0; i < sizeof(ulong); i++)
        {
            value = (value << 8) | (next + i < bytes.Length ? bytes[next + i] : (byte)0);
        }

        return value;
    }
}
