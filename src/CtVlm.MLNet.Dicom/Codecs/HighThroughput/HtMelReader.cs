namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the MEL part: events that are mostly 0, run-length coded with an adaptive run length.</summary>
/// <remarks>
/// The part is read from its first byte on, bits from bit 7 down, the byte after 0xFF having seven of them, and 0xFF following the last. Its end is not marked: it may share a byte with
/// the VLC part. <b>Source:</b> ITU-T T.814 7.1.3 and 7.3.3, table 2.
/// </remarks>
internal ref struct HtMelReader
{
    private readonly ReadOnlySpan<byte> _part;
    private int _next;
    private bool _afterFull;
    private ulong _bits;
    private int _bitCount;
    private int _state;
    private int _pending;

    /// <summary>Starts at the first event.</summary>
    /// <param name="part">The MEL and VLC parts without the last byte, which holds only Scup.</param>
    public HtMelReader(ReadOnlySpan<byte> part) => _part = part;

    private static ReadOnlySpan<byte> RunBits => [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    /// <summary>The next event.</summary>
    public bool Next()
    {
        // Twice the zeros that are due, plus 1 if a one follows them.
        if (_pending <= 0)
        {
            ReadRun();
        }

        if (_pending == 1)
        {
            _pending = 0;
            return true;
        }

        _pending -= 2;
        return false;
    }

    private void ReadRun()
    {
        if (_bitCount < 6)
        {
            Refill();
        }

        int runBits = RunBits[_state];
        if ((long)_bits < 0)
        {
            _pending = 2 << runBits;
            _state = Math.Min(_state + 1, 12);
            Drop(1);
        }
        else
        {
            _pending = (int)(((_bits >> (63 - runBits)) << 1) | 1);
            _state = Math.Max(_state - 1, 0);
            Drop(1 + runBits);
        }
    }

    private void Drop(int count)
    {
        _bits <<= count;
        _bitCount -= count;
    }

    private void Refill()
    {
        while (_bitCount <= 56)
        {
            int next = _next < _part.Length ? _part[_next] : 0xFF;
            if (_next == _part.Length - 1)
            {
                next |= 0x0F;
            }

            _next++;
            int count = _afterFull ? 7 : 8;
            _bits |= (ulong)(uint)(next & (0xFF >> (8 - count))) << (64 - _bitCount - count);
            _bitCount += count;
            _afterFull = next == 0xFF;
        }
    }
}
