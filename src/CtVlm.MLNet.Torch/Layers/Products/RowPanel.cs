using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Torch;

/// <summary>Lays rows side by side, and strips of outputs back into rows.</summary>
internal static unsafe class RowPanel
{
    private const int Side = 8;

    /// <summary>Rows (R, K) -> a panel (K, 16); what is beyond the rows there are becomes 0.</summary>
    /// <param name="rows">The first of the rows, each right after the one before.</param>
    /// <param name="count">R, 1 to 16.</param>
    /// <param name="width">K.</param>
    /// <param name="panel">Room for K times 16 values.</param>
    public static void Fill(float* rows, int count, int width, float* panel)
    {
        int whole = count / Side * Side;
        Turn(rows, width, whole, width, panel, ProductTile.Rows);
        if (whole == ProductTile.Rows)
        {
            return;
        }

        for (int k = 0; k < width; k++)
        {
            float* column = panel + ((long)k * ProductTile.Rows);
            for (int r = whole; r < ProductTile.Rows; r++)
            {
                column[r] = r < count ? rows[((long)r * width) + k] : 0;
            }
        }
    }

    /// <summary>A strip (N, 16) -> rows (R, N) of a wider matrix.</summary>
    /// <param name="strip">Sixteen values for each output.</param>
    /// <param name="outputs">N.</param>
    /// <param name="count">R, 1 to 16.</param>
    /// <param name="rows">The first value of the first row.</param>
    /// <param name="stride">Values from one row to the next.</param>
    public static void Write(float* strip, int outputs, int count, float* rows, int stride)
    {
        int whole = count / Side * Side, wholeOutputs = outputs / Side * Side;
        Turn(strip, ProductTile.Rows, wholeOutputs, whole, rows, stride);
        for (int r = 0; r < count; r++)
        {
            float* row = rows + ((long)r * stride);
            for (int o = r < whole ? wholeOutputs : 0; o < outputs; o++)
            {
                row[o] = strip[(o * ProductTile.Rows) + r];
            }
        }
    }

    // Transposes (rows, columns), rows a multiple of 8: squares of 8 by 8 in registers, columns that are left one by one.
    private static void Turn(float* source, int sourceStride, int rows, int columns, float* target, int targetStride)
    {
        int whole = columns / Side * Side;
        for (int r = 0; r < rows; r += Side)
        {
            float* from = source + ((long)r * sourceStride);
            for (int c = 0; c < whole; c += Side)
            {
                TurnSquare(from + c, sourceStride, target + ((long)c * targetStride) + r, targetStride);
            }

            for (int c = whole; c < columns; c++)
            {
                for (int i = 0; i < Side; i++)
                {
                    target[((long)c * targetStride) + r + i] = from[((long)i * sourceStride) + c];
                }
            }
        }
    }

    // Pairs, then fours, then halves change places.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnSquare(float* source, long sourceStride, float* target, long targetStride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + sourceStride);
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceStride)), r3 = Vector256.Load(source + (3 * sourceStride));
        Vector256<float> r4 = Vector256.Load(source + (4 * sourceStride)), r5 = Vector256.Load(source + (5 * sourceStride));
        Vector256<float> r6 = Vector256.Load(source + (6 * sourceStride)), r7 = Vector256.Load(source + (7 * sourceStride));
        (r0, r1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        (r2, r3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        (r4, r5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        (r6, r7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        Vector256<float> c0 = Avx.Shuffle(r0, r2, LowPairs), c1 = Avx.Shuffle(r0, r2, HighPairs), c2 = Avx.Shuffle(r1, r3, LowPairs), c3 = Avx.Shuffle(r1, r3, HighPairs);
        Vector256<float> c4 = Avx.Shuffle(r4, r6, LowPairs), c5 = Avx.Shuffle(r4, r6, HighPairs), c6 = Avx.Shuffle(r5, r7, LowPairs), c7 = Avx.Shuffle(r5, r7, HighPairs);
        Avx.Permute2x128(c0, c4, LowHalves).Store(target);
        Avx.Permute2x128(c1, c5, LowHalves).Store(target + targetStride);
        Avx.Permute2x128(c2, c6, LowHalves).Store(target + (2 * targetStride));
        Avx.Permute2x128(c3, c7, LowHalves).Store(target + (3 * targetStride));
        Avx.Permute2x128(c0, c4, HighHalves).Store(target + (4 * targetStride));
        Avx.Permute2x128(c1, c5, HighHalves).Store(target + (5 * targetStride));
        Avx.Permute2x128(c2, c6, HighHalves).Store(target + (6 * targetStride));
        Avx.Permute2x128(c3, c7, HighHalves).Store(target + (7 * targetStride));
    }

    private const byte LowPairs = 0x44;
    private const byte HighPairs = 0xEE;
    private const byte LowHalves = 0x20;
    private const byte HighHalves = 0x31;
}
