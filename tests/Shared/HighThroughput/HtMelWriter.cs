namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes MEL events: run lengths of zeros, bits from bit 7 down, a byte after 0xFF having seven of them.</summary>
/// <remarks><b>Source:</b> ITU-T T.814 7.1.3 and 7.3.3, read backwards.</remarks>
internal sealed class HtMelWriter
{
    private static readonly int[] RunBits = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    private readonly List<byte> _bytes = [];
    private int _current;
    private int _room = 8;
    private int _state;
    private int _zeros;

    public void Write(bool isOne)
    {
        int bits = RunBits[_state];
        if (isOne)
        {
            Emit(0);
            for (int i = bits - 1; i >= 0; i--)
            {
                Emit((_zeros >> i) & 1);
            }

            _zeros = 0;
            _state = Math.Max(_state - 1, 0);
        }
        else if (++_zeros == 1 << bits)
        {
            EndRun();
        }
    }

    /// <summary>Ends the part; a run that was not complete is written as if it were.</summary>
    public byte[] End()
    {
        if (_zeros > 0)
        {
            EndRun();
        }

        if (_room < 8)
        {
            _bytes.Add((byte)(_current << _room));
        }

        return [.. _bytes];
    }

    private void EndRun()
    {
        Emit(1);
        _zeros = 0;
        _state = Math.Min(_state + 1, 12);
    }

    private void Emit(int bit)
    {
        _current = (_current << 1) | bit;
        if (--_room == 0)
        {
            _bytes.Add((byte)_current);
            _room = _current == 0xFF ? 7 : 8;
            _current = 0;
        }
    }
}
