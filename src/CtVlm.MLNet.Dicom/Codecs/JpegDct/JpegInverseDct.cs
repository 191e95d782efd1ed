using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The inverse cosine transform of one block as two products with the cosine matrix, in single precision: exact to a few thousandths of a sample, so that rounding
/// differs from the true value's in ties alone. Products and sums are never fused, so that every processor yields the same samples.
/// </summary>
/// <remarks>
/// Lanes: one vector is a line of 8 coefficients or samples, so there is no remainder; without vector hardware the same operations run lane by lane.
/// <b>Source:</b> ITU-T T.81 A.3.3 (IDCT), A.3.1 (level shift).
/// </remarks>
internal static class JpegInverseDct
{
    /// <summary>Samples along a side of a block.</summary>
    public const int Side = 8;

    /// <summary>Samples of a block.</summary>
    public const int BlockLength = Side * Side;

    /// <summary>[frequency, place]: C(u) / 2 x cos((2x + 1) u pi / 16).</summary>
    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Transforms a block.</summary>
    /// <param name="coefficients">64 dequantized coefficients, 8 x vertical + horizontal frequency.</param>
    /// <param name="frequencies">Vertical frequencies that may be other than 0, counted from the lowest, 1 to 8.</param>
    /// <param name="precision">Bits of a sample.</param>
    /// <param name="samples">Receives 64 samples, clamped to the precision.</param>
    public static void Transform(ReadOnlySpan<float> coefficients, int frequencies, int precision, Span<ushort> samples)
    {
        ReadOnlySpan<Vector256<float>> rows = MemoryMarshal.Cast<float, Vector256<float>>(coefficients);
        ReadOnlySpan<Vector256<float>> cosines = MemoryMarshal.Cast<float, Vector256<float>>(Cosines);
        Vector256<float> shift = Vector256.Create((float)(1 << (precision - 1)));
        Vector256<float> greatest = Vector256.Create((float)((1 << precision) - 1));
        for (int y = 0; y < Side; y++)
        {
            // Down the columns: one line of half-transformed values, by horizontal frequency.
            Vector256<float> half = rows[0] * Cosines[y];
            for (int v = 1; v < frequencies; v++)
            {
                half += rows[v] * Cosines[(v * Side) + y];
            }

            // Along the line.
            Vector256<float> line = shift + (cosines[0] * half[0]);
            for (int u = 1; u < Side; u++)
            {
                line += cosines[u] * half[u];
            }

            line = Vector256.Min(Vector256.Max(Vector256.Round(line), Vector256<float>.Zero), greatest);
            Vector256<int> whole = Vector256.ConvertToInt32(line);
            Vector128.Narrow(whole.GetLower().AsUInt32(), whole.GetUpper().AsUInt32()).CopyTo(samples[(y * Side)..]);
        }
    }

    private static float[] MakeCosines()
    {
        float[] cosines = new float[BlockLength];
        for (int i = 0; i < cosines.Length; i++)
        {
            (int u, int x) = Math.DivRem(i, Side);
            double scale = u == 0 ? Math.Sqrt(0.125) : 0.5;
            cosines[i] = (float)(scale * Math.Cos(((2 * x) + 1) * u * Math.PI / 16));
        }

        return cosines;
    }
}
