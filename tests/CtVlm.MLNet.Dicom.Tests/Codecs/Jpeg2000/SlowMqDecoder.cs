namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The arithmetic decoder as the standard's flow charts have it, a bit at a time.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 figures C.15-C.20, table C.2.</remarks>
internal sealed class SlowMqDecoder
{
    private static readonly (int Qe, int More, int Less, bool IsSwitched)[] States =
    [
        (0x5601, 1, 1, true), (0x3401, 2, 6, false), (0x1801, 3, 9, false), (0x0AC1, 4, 12, false), (0x0521, 5, 29, false), (0x0221, 38, 33, false),
        (0x5601, 7, 6, true), (0x5401, 8, 14, false), (0x4801, 9, 14, false), (0x3801, 10, 14, false), (0x3001, 11, 17, false), (0x2401, 12, 18, false),
        (0x1C01, 13, 20, false), (0x1601, 29, 21, false), (0x5601, 15, 14, true), (0x5401, 16, 14, false), (0x5101, 17, 15, false), (0x4801, 18, 16, false),
        (0x3801, 19, 17, false), (0x3401, 20, 18, false), (0x3001, 21, 19, false), (0x2801, 22, 19, false), (0x2401, 23, 20, false), (0x2201, 24, 21, false),
        (0x1C01, 25, 22, false), (0x1801, 26, 23, false), (0x1601, 27, 24, false), (0x1401, 28, 25, false), (0x1201, 29, 26, false), (0x1101, 30, 27, false),
        (0x0AC1, 31, 28, false), (0x09C1, 32, 29, false), (0x08A1, 33, 30, false), (0x0521, 34, 31, false), (0x0441, 35, 32, false), (0x02A1, 36, 33, false),
        (0x0221, 37, 34, false), (0x0141, 38, 35, false), (0x0111, 39, 36, false), (0x0085, 40, 37, false), (0x0049, 41, 38, false), (0x0025, 42, 39, false),
        (0x0015, 43, 40, false), (0x0009, 44, 41, false), (0x0005, 45, 42, false), (0x0001, 45, 43, false), (0x5601, 46, 46, false),
    ];

    private readonly byte[] _data;
    private readonly int[] _state;
    private readonly int[] _symbol;
    private int _position;
    private uint _code;
    private uint _interval = 0x8000;
    private int _count;

    public SlowMqDecoder(byte[] data, int[] initialStates)
    {
        _data = data;
        _state = (int[])initialStates.Clone();
        _symbol = new int[_state.Length];
        _code = (uint)Byte(0) << 16;
        ByteIn();
        _code <<= 7;
        _count -= 7;
    }

    public int Decode(int context)
    {
        (int qe, int more, int less, bool isSwitched) = States[_state[context]];
        int symbol = _symbol[context];
        _interval -= (uint)qe;
        bool isLower = _code >> 16 < qe;
        if (!isLower)
        {
            _code -= (uint)qe << 16;
            if ((_interval & 0x8000) != 0)
            {
                return symbol;
            }
        }

        bool isLess = isLower != (_interval < qe);
        if (isLower)
        {
            _interval = (uint)qe;
        }

        _state[context] = isLess ? less : more;
        _symbol[context] = isLess && isSwitched ? 1 - symbol : symbol;
        do
        {
            if (_count == 0)
            {
                ByteIn();
            }

            _interval <<= 1;
            _code <<= 1;
            _count--;
        }
        while ((_interval & 0x8000) == 0);
        return isLess ? 1 - symbol : symbol;
    }

    private void ByteIn()
    {
        if (Byte(_position) != 0xFF)
        {
            _code += (uint)Byte(++_position) << 8;
            _count = 8;
        }
        else if (Byte(_position + 1) > 0x8F)
        {
            _code += 0xFF00;
            _count = 8;
        }
        else
        {
            _code += (uint)Byte(++_position) << 9;
            _count = 7;
        }
    }

    private int Byte(int position) => position < _data.Length ? _data[position] : 0xFF;
}
