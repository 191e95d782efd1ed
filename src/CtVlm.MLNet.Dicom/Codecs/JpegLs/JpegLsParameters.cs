using System.Numerics;

namespace CtVlm.MLNet.Dicom;

/// <summary>The parameters of the coding process, presets and what follows from them.</summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.2.1 (RANGE, qbpp, LIMIT) and C.2.4.1.1 (presets and their defaults).</remarks>
internal readonly record struct JpegLsParameters
{
    private const int BasicT1 = 3, BasicT2 = 7, BasicT3 = 21, BasicReset = 64;

    /// <summary>Largest sample value, 1 to 65,535.</summary>
    public required int MaxValue { get; init; }

    /// <summary>Largest difference between a sample and its reconstruction; 0 for lossless.</summary>
    public required int Near { get; init; }

    /// <summary>Gradient thresholds: Near + 1 &lt;= T1 &lt;= T2 &lt;= T3 &lt;= MaxValue.</summary>
    public required int T1 { get; init; }

    public required int T2 { get; init; }

    public required int T3 { get; init; }

    /// <summary>Count at which a context's statistics are halved, 3 to 65,535.</summary>
    public required int Reset { get; init; }

    /// <summary>How many values a prediction error takes.</summary>
    public int Range => ((MaxValue + (2 * Near)) / ((2 * Near) + 1)) + 1;

    /// <summary>Bits of a prediction error that is written plainly, after an escape.</summary>
    public int EscapeBits => CeilingLog2(Range);

    /// <summary>Length of the longest code word, at most 64.</summary>
    public int Limit
    {
        get
        {
            int bits = Math.Max(2, CeilingLog2(MaxValue + 1));
            return 2 * (bits + Math.Max(8, bits));
        }
    }

    /// <summary>Whether values wrap at a power of two and nothing is lost, so that a mask does the modulo and the clamp.</summary>
    public bool IsPlainLossless => Near == 0 && BitOperations.IsPow2(MaxValue + 1);

    /// <summary>Completes presets, in which 0 stands for the default, and checks them.</summary>
    /// <exception cref="CodecException">A value is outside what the standard allows.</exception>
    public static JpegLsParameters Of(int precision, int near, JpegLsPresets presets)
    {
        int largest = (1 << precision) - 1;
        int max = presets.MaxValue == 0 ? largest : presets.MaxValue;
        JpegLsThrow.UnlessWithin("MAXVAL of the LSE segment", 1, largest, max);
        JpegLsThrow.UnlessWithin("NEAR of the scan header (SOS)", 0, Math.Min(255, max / 2), near);
        (int d1, int d2, int d3) = DefaultThresholds(max, near);
        JpegLsParameters made = new()
        {
            MaxValue = max,
            Near = near,
            T1 = presets.T1 == 0 ? d1 : presets.T1,
            T2 = presets.T2 == 0 ? d2 : presets.T2,
            T3 = presets.T3 == 0 ? d3 : presets.T3,
            Reset = presets.Reset == 0 ? BasicReset : presets.Reset,
        };
        JpegLsThrow.UnlessWithin("T1 of the LSE segment", near + 1, max, made.T1);
        JpegLsThrow.UnlessWithin("T2 of the LSE segment", made.T1, max, made.T2);
        JpegLsThrow.UnlessWithin("T3 of the LSE segment", made.T2, max, made.T3);
        JpegLsThrow.UnlessWithin("RESET of the LSE segment", 3, Math.Max(255, max), made.Reset);
        return made;
    }

    /// <summary>The thresholds of C.2.4.1.1.1, clamped as its CLAMP functions do.</summary>
    private static (int T1, int T2, int T3) DefaultThresholds(int max, int near)
    {
        int t1, t2, t3;
        if (max >= 128)
        {
            int factor = (Math.Min(max, 4095) + 128) / 256;
            t1 = (factor * (BasicT1 - 2)) + 2 + (3 * near);
            t2 = (factor * (BasicT2 - 3)) + 3 + (5 * near);
            t3 = (factor * (BasicT3 - 4)) + 4 + (7 * near);
        }
        else
        {
            int factor = 256 / (max + 1);
            t1 = Math.Max(2, (BasicT1 / factor) + (3 * near));
            t2 = Math.Max(3, (BasicT2 / factor) + (5 * near));
            t3 = Math.Max(4, (BasicT3 / factor) + (7 * near));
        }

        t1 = t1 > max || t1 < near + 1 ? near + 1 : t1;
        t2 = t2 > max || t2 < t1 ? t1 : t2;
        return (t1, t2, t3 > max || t3 < t2 ? t2 : t3);
    }

    private static int CeilingLog2(int value) => value <= 1 ? 0 : BitOperations.Log2((uint)(value - 1)) + 1;
}
