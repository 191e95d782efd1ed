namespace CtVlm.MLNet.Dicom;

/// <summary>The statistics of the samples that end runs, one for each of the two kinds of end.</summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.7.2.</remarks>
internal struct JpegLsRunContext
{
    private uint _a;
    private int _n;
    private int _negative;

    /// <summary>A context that has seen no sample.</summary>
    public static JpegLsRunContext Start(JpegLsParameters coding) => new() { _a = JpegLsContext.StartA(coding), _n = 1 };

    /// <summary>The Golomb parameter, A.7.2.1 steps 3 and 4.</summary>
    /// <param name="type">RItype: 1 where both neighbours are alike, else 0.</param>
    public readonly int GolombParameter(int type) => JpegLsContext.GolombParameter(_a + (uint)(type * (_n >> 1)), _n);

    /// <summary>The error behind a mapped error.</summary>
    public readonly int Unmap(int mapped, int type, int k)
    {
        int sum = mapped + type;
        int map = sum & 1;
        int magnitude = (sum + map) >> 1;
        bool isFlipped = k != 0 || 2 * _negative >= _n;
        return isFlipped == (map == 1) ? -magnitude : magnitude;
    }

    /// <summary>Counts one error, A.7.2.2.</summary>
    public void Update(int error, int mapped, int type, int reset)
    {
        _negative += error < 0 ? 1 : 0;
        _a += (uint)((mapped + 1 - type) >> 1);
        if (_n == reset)
        {
            _a >>= 1;
            _n >>= 1;
            _negative >>= 1;
        }

        _n++;
    }
}
