using System.Numerics;
using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The statistics of one context of regular mode, in 16 bytes. The Golomb parameter and the inversion of the error mapping follow from them; they are kept beside
/// them, so that they are computed when a sample is done, while the next one is already under way, and not when the next one waits for them.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.2.1 (start values), A.5.1 (k), A.5.2 (mapping), A.6 (update).</remarks>
internal struct JpegLsContext
{
    /// <summary>No valid stream has a larger Golomb parameter; it bounds what a damaged one may ask for.</summary>
    public const int MaxK = 16;

    /// <summary>Sum of the error magnitudes.</summary>
    public uint A;

    /// <summary>Sum of the errors, less what the correction took.</summary>
    public int B;

    /// <summary>Number of samples, halved at RESET.</summary>
    public int N;

    /// <summary>Correction of the prediction, -128 to 127.</summary>
    public short C;

    /// <summary>The Golomb parameter for the next sample, 0 to <see cref="MaxK"/>.</summary>
    public byte K;

    /// <summary>-1 where the next mapped error is to be inverted, else 0.</summary>
    public sbyte Inversion;

    /// <summary>A context that has seen no sample.</summary>
    public static JpegLsContext Start(JpegLsParameters coding)
    {
        JpegLsContext context = new() { A = StartA(coding), N = 1 };
        context.K = (byte)GolombParameter(context.A, 1);
        return context;
    }

    /// <summary>The start value of A: an average error of a sixty-fourth of the range.</summary>
    public static uint StartA(JpegLsParameters coding) => (uint)Math.Max(2, (coding.Range + 32) / 64);

    /// <summary>The least k with n x 2^k >= a: the distance of the leading bits, or one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GolombParameter(uint a, int n)
    {
        int k = Math.Max(0, BitOperations.LeadingZeroCount((uint)n) - BitOperations.LeadingZeroCount(a));
        k += (int)((((ulong)(uint)n << k) - a) >> 63);
        return Math.Min(k, MaxK);
    }

    /// <summary>
    /// Counts one error (A.6.1), corrects the bias (A.6.2) and prepares the next sample. Without branches: which way the bias goes is noise, and a
    /// wrong guess would cost more than all of this.
    /// </summary>
    /// <param name="error">The error, in units of 2 NEAR + 1.</param>
    /// <param name="scaled">The error x (2 NEAR + 1).</param>
    /// <param name="reset">RESET.</param>
    /// <param name="inverts">Whether errors may be mapped inverted: with NEAR = 0 only.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(int error, int scaled, int reset, bool inverts)
    {
        int magnitude = (error ^ (error >> 31)) - (error >> 31);
        uint a = A + (uint)magnitude;
        int b = B + scaled;
        int n = N;
        if (n == reset)
        {
            a >>= 1;
            b >>= 1;
            n >>= 1;
        }

        n++;

        // -1 where b <= -n, and where b > 0; b is moved by n and then held within -n + 1 .. 0, as the two nested conditions do.
        int low = (b + n - 1) >> 31;
        int high = -b >> 31;
        b += (n & low) - (n & high);
        b = Math.Max(Math.Min(b, 0), 1 - n);
        int c = Math.Clamp(C + low - high, -128, 127);
        int k = GolombParameter(a, n);
        A = a;
        B = b;
        N = n;
        C = (short)c;
        K = (byte)k;
        if (inverts)
        {
            // k = 0 and 2 B <= -N, both as a sign bit.
            Inversion = (sbyte)((((2 * b) + n - 1) & (k - 1)) >> 31);
        }
    }
}
